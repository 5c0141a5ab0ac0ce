/** The door to changes of files while the program runs. */
import { relative, sep } from "node:path";
import { watch } from "chokidar";

/** Milliseconds of rest: changes that come closer together are told as one. */
const rest = 150;

export interface Watched {
  close(): Promise<void>;
}

/**
 * Tells of changes below a folder (absolute), by paths relative to it and with `/`, of those files that count. Links are not followed, as in
 * reading. Ends once everything is being watched.
 */
export async function watchFolder(
  folder: string,
  counts: (path: string) => boolean,
  changed: (paths: string[]) => void,
  failed: (error: unknown) => void,
): Promise<Watched> {
  const path = (file: string) => relative(folder, file).split(sep).join("/");
  const watcher = watch(folder, {
    ignored: (file) => file !== folder && !counts(path(file)),
    ignoreInitial: true,
    followSymlinks: false,
    persistent: true,
  });
  let paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const all = [...paths];
    paths = new Set();
    changed(all);
  };
  watcher.on("all", (_, file) => {
    paths.add(path(file));
    clearTimeout(timer);
    timer = setTimeout(tell, rest);
  });
  watcher.on("error", failed);
  await new Promise<void>((done) => watcher.once("ready", () => done()));
  return {
    close() {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}
