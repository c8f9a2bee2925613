import { discord } from './discord.ts';
import { plain } from './plain.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';

/** Who can be told by a webhook → the JSON that it takes. */
export const services = { slack, discord, teams, json: plain } as const;

export type ServiceId = keyof typeof services;
