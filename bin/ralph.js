#!/usr/bin/env node
import { run } from '../dist/ralph.js';

await run(process);
