// One reading by whatsapp-chat-parser, as tests/bench/readings.py does it for Python: node reading.mjs PREFIX FILE

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [prefix, file] = process.argv.slice(2);
const { parseString } = createRequire(`${prefix}/`)("whatsapp-chat-parser");

const grown = process.resourceUsage().maxRSS;
const worked = process.cpuUsage();
const started = performance.now();
const records = parseString(readFileSync(file, "utf8"));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(worked);
console.log(records.length, seconds, (user + system) / 1e6, (process.resourceUsage().maxRSS - grown) / 1024);
