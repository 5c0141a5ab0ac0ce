/** Has the disk name the files of a folder in another order, which follows from a seed. A preload. */
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

let state = Number(process.env["MILCITY_SHUFFLE"]) * 2_654_435_761 + 1;

function random() {
  state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
  return state / 4_294_967_296;
}

function shuffled(list) {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [mixed[i], mixed[other]] = [mixed[other], mixed[i]];
  }
  return mixed;
}

const { readdirSync } = fs;
fs.readdirSync = (...args) => shuffled(readdirSync(...args));
const { readdir } = fs.promises;
fs.promises.readdir = async (...args) => shuffled(await readdir(...args));
syncBuiltinESMExports();
