// Loaded into a server that start.mjs runs: when start.mjs dies, however it dies, the server stops cleanly.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
