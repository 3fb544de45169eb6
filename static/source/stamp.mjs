// Copies each made file beside this folder under a name that holds its hash, with small versions, and writes the manifest.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const made = process.argv[2]
const out = new URL('../', import.meta.url)
const versions = { 'htmx.js': JSON.parse(readFileSync(new URL('node_modules/htmx.org/package.json', out))).version }
const stamped = /\.[0-9a-f]{10}\.(css|js|svg)(\.br|\.gz)?$/
for (const old of readdirSync(out)) if (stamped.test(old)) rmSync(new URL(old, out))

const manifest = {}
for (const name of readdirSync(made).sort()) {
  const bytes = readFileSync(`${made}/${name}`)
  const dot = name.lastIndexOf('.')
  const version = versions[name] ? `-${versions[name]}` : ''
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const hashed = `${name.slice(0, dot)}${version}.${hash}${name.slice(dot)}`
  manifest[name] = hashed
  writeFileSync(new URL(hashed, out), bytes)
  const [br, gz] = [brotliCompressSync(bytes), gzipSync(bytes, { level: 9 })]
  writeFileSync(new URL(`${hashed}.br`, out), br)
  writeFileSync(new URL(`${hashed}.gz`, out), gz)
  console.log(hashed, bytes.length, 'br', br.length, 'gz', gz.length)
}
writeFileSync(new URL('manifest.json', out), JSON.stringify(manifest, null, 2) + '\n')
