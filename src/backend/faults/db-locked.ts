import { databaseFault } from '../store/database-fault.ts';
import { defineFault } from './fault.ts';

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html */
const busy = Object.assign(new Error('database is locked'), { errcode: 5 });

const refuse = () => {
  throw databaseFault(busy);
};

export default defineFault({
  id: 'db-locked',
  about: 'the database is locked: /stats is 503, and health tells',
  argument: null,
  meddle: () => ({ stats: () => refuse, check: () => refuse }),
});
