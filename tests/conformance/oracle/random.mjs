// Random numbers that are the same on every machine: mulberry32 over the FNV-1a hash of a text.

function hash(text) {
    let h = 0x811c9dc5;
    for (const byte of Buffer.from(text, "utf8")) {
        h = Math.imul(h ^ byte, 0x01000193);
    }
    return h >>> 0;
}

export class Random {
    #state;

    constructor(seed) {
        this.#state = hash(seed);
    }

    // from 0 to count - 1
    below(count) {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let t = this.#state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) % count;
    }

    of(list) {
        return list[this.below(list.length)];
    }
}
