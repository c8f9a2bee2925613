import { describe, expect, it } from 'vitest';
import { nameOf, quantity, readNvidiaLog } from './nvidia-log.ts';

const logOf = (gpu: unknown) => ({ nvidia_smi_log: { driver_version: '535.1', cuda_version: '12.2', gpu } });

describe('readNvidiaLog', () => {
  it('takes a process list that is empty, one process or several', () => {
    const process = { pid: '7', process_name: 'python', used_memory: '12 MiB' };
    const read = { pid: 7, name: 'python', memoryMib: 12 };
    const processes = (found: unknown) => readNvidiaLog(logOf({ processes: found }))?.processes;
    expect(processes(undefined)).toEqual([]);
    expect(processes('')).toEqual([]);
    expect(processes({ process_info: process })).toEqual([read]);
    expect(processes({ process_info: [process, process] })).toEqual([read, read]);
    expect(processes({ process_info: { ...process, used_memory: 'N/A' } })).toEqual([
      { ...read, memoryMib: null },
    ]);
  });

  it('finds the power where this driver keeps it', () => {
    const power = (gpu: unknown) => readNvidiaLog(logOf(gpu))?.devices[0]?.powerW;
    expect(power({ power_readings: { power_draw: '55.10 W' } })).toBe(55.1);
    expect(power({ gpu_power_readings: { power_draw: '55.10 W' } })).toBe(55.1);
    expect(power({ gpu_power_readings: { instant_power_draw: 'N/A', average_power_draw: '54 W' } })).toBe(54);
    expect(power({})).toBeNull();
  });

  it('knows nothing of a device that says nothing, with slices or without', () => {
    const gpu = { mig_devices: { mig_device: [{ index: '0' }, { index: '1' }] }, utilization: 'N/A' };
    expect(readNvidiaLog(logOf(gpu))?.devices).toEqual([
      {
        index: 0,
        name: 'unknown',
        memoryTotalMib: null,
        memoryUsedMib: null,
        utilisationPct: null,
        temperatureC: null,
        powerW: null,
      },
    ]);
  });

  it.each([undefined, null, 'text', [], {}, { nvidia_smi_log: '' }, { nvidia_smi_log: { gpu: '' } }])(
    'is no log: %j',
    (data) => {
      expect(readNvidiaLog(data)).toBeUndefined();
    },
  );
});

describe('quantity', () => {
  it.each([
    ['1362 MiB', 1362],
    ['0 %', 0],
    ['22.41 W', 22.41],
    ['38', 38],
    ['N/A', null],
    ['[Not Supported]', null],
    ['Requested functionality has been deprecated', null],
    ['2x', null],
    [{ _: '1' }, null],
  ])('%j is %j', (text, number) => {
    expect(quantity(text)).toBe(number);
  });
});

describe('nameOf', () => {
  it('bounds a name, and knows none', () => {
    expect(nameOf(' NVIDIA L4 ')).toBe('NVIDIA L4');
    expect(nameOf('x'.repeat(1000))).toHaveLength(300);
    expect([nameOf('[N/A]'), nameOf('N/A'), nameOf(''), nameOf({})]).toEqual([null, null, null, null]);
  });
});
