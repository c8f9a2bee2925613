import type { Machine } from '../domain/machine.ts';
import { procFacts, procListener, procServers } from './proc.ts';
import { procLoad, procRelatives } from './proc-load.ts';
import { procResidentMib } from './proc-memory.ts';
import { procOrigin } from './proc-origin.ts';
import {
  tableFacts,
  tableListener,
  tableLoad,
  tableRelatives,
  tableResidentMib,
  tableServers,
} from './process-table.ts';

const MIB = 1024 * 1024;

/** This machine. Never asks systeminformation for graphics: that waits for nvidia-smi without a deadline. */
export function createMachine(): Machine {
  const hasProc = process.platform === 'linux';
  return {
    ownPid: process.pid,
    facts: async () => {
      const { default: system } = await import('systeminformation');
      const [cpu, os, memory] = await Promise.all([system.cpu(), system.osInfo(), system.mem()]);
      return {
        platform: `${process.platform} ${process.arch}`,
        release: `${os.distro} ${os.release}`.trim(),
        cpu: `${cpu.manufacturer} ${cpu.brand}`.trim(),
        cores: cpu.cores,
        memoryMib: Math.round(memory.total / MIB),
      };
    },
    listener: hasProc ? procListener : tableListener,
    process: hasProc ? procFacts : tableFacts,
    origin: hasProc ? procOrigin : async () => null,
    residentMib: hasProc ? procResidentMib : tableResidentMib,
    relatives: hasProc ? procRelatives : tableRelatives,
    servers: hasProc ? procServers : tableServers,
    load: hasProc ? procLoad : tableLoad,
  };
}
