/** The real server on a free port, with the sample data, in a directory of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const BINARY = process.env['VUNGPHU_BIN'] ?? join(ROOT, 'target/release/vungphu');
const ADDRESS = /Listening at (http:\/\/\S+)/;
const START_MS = 20_000;

/** Who works with the sample data; nobody else has an account. */
export const PEOPLE = {
  admin: { name: 'hoa.admin', role: 'admin', districts: [] },
  verifier: { name: 'minh.xacminh', role: 'verifier', districts: [] },
  editor: { name: 'lan.phongtho', role: 'editor', districts: ['109'] },
  colleague: { name: 'tua.phongtho', role: 'editor', districts: ['109'] },
  viewer: { name: 'khach.xem', role: 'viewer', districts: [] },
} as const satisfies Record<string, { name: string; role: string; districts: readonly string[] }>;
export type Person = keyof typeof PEOPLE;
export const PASSWORD = 'ruộng-bậc-thang-mùa-lúa-chín';

export interface Server {
  origin: string;
  /** The process is gone when this resolves. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
  log: () => string;
}
export interface Options {
  demo?: boolean;
  accounts?: boolean;
  /** More arguments of `serve`. */
  args?: readonly string[];
}

function address(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`no address within ${START_MS} ms:\n${log()}`)), START_MS);
    const look = (): void => {
      const match = ADDRESS.exec(log());
      if (!match?.[1]) return;
      clearTimeout(late);
      found(match[1]);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${log()}`)));
  });
}

/** As an administrator does it in a terminal. */
async function addAccounts(dir: string): Promise<void> {
  for (const { name, role, districts } of Object.values(PEOPLE)) {
    const places = districts.flatMap((code) => ['--district', code]);
    const args = ['user', 'add', name, '--role', role, ...places, '--password-stdin', '--data-dir', dir];
    const child = spawn(BINARY, args, { cwd: ROOT, stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.end(PASSWORD);
    const status = await new Promise<number | null>((resolved) => child.once('exit', resolved));
    if (status !== 0) throw new Error(`user add ${name} ended with ${status}:\n${said}`);
  }
}

export async function startServer({ demo = true, accounts = false, args: more = [] }: Options = {}): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), 'vungphu-e2e-'));
  const args = ['serve', '--listen', '127.0.0.1:0', '--data-dir', dir, ...(demo ? ['--demo'] : []), ...more];
  if (accounts) await addAccounts(dir);
  const child = spawn(BINARY, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<void>((resolved) => child.once('exit', () => resolved()));
  const origin = await address(child, () => text);
  return {
    origin,
    log: () => text,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
