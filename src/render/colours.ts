import { Chalk } from "chalk";

/** The colours of the terminal formats, by what they mean. Without colour each gives its text back. */
export interface Colours {
  error: (text: string) => string;
  warning: (text: string) => string;
  info: (text: string) => string;
  good: (text: string) => string;
  strong: (text: string) => string;
  faint: (text: string) => string;
}

const plain = (text: string) => text;

export function coloursOf(on: boolean): Colours {
  if (!on) return { error: plain, warning: plain, info: plain, good: plain, strong: plain, faint: plain };
  const chalk = new Chalk({ level: 1 });
  return {
    error: (text) => chalk.bold.red(text),
    warning: (text) => chalk.bold.yellow(text),
    info: (text) => chalk.bold.cyan(text),
    good: (text) => chalk.green(text),
    strong: (text) => chalk.bold(text),
    faint: (text) => chalk.dim(text),
  };
}
