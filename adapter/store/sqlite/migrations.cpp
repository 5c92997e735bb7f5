#include "adapter/store/sqlite/schema.hpp"

namespace marrow::adapter::store::sqlite {

namespace {

// Times are milliseconds since 1970-01-01 UTC. Keys and hashes are SHA-256. Bodies and outcomes are compressed.
constexpr migration all[] = {
    {1, R"(
CREATE TABLE message (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    received   INTEGER NOT NULL,
    type       TEXT NOT NULL,
    request_id TEXT NOT NULL,
    key        BLOB,
    hash       BLOB NOT NULL,
    body       BLOB NOT NULL
) STRICT;
CREATE INDEX message_received ON message (received);

CREATE TABLE decision (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    status  INTEGER NOT NULL,
    release TEXT NOT NULL,
    errors  INTEGER NOT NULL,
    version TEXT NOT NULL,
    basis   TEXT NOT NULL,
    outcome BLOB NOT NULL
) STRICT;
CREATE INDEX decision_message ON decision (message);

CREATE TABLE idempotency (
    key      BLOB NOT NULL PRIMARY KEY,
    received INTEGER NOT NULL,
    decision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_received ON idempotency (received);

CREATE TABLE probe (
    number INTEGER PRIMARY KEY,
    filler BLOB NOT NULL
) STRICT;
)"},
    // Names and patients are halves of SHA-256; days count from 1970-01-01. A ticket holds until more comes.
    {2, R"(
ALTER TABLE message ADD COLUMN sender TEXT NOT NULL DEFAULT '';

CREATE TABLE versioned (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    made    INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    status  INTEGER NOT NULL,
    release TEXT NOT NULL,
    errors  INTEGER NOT NULL,
    version TEXT NOT NULL,
    basis   TEXT NOT NULL,
    outcome BLOB NOT NULL,
    UNIQUE (id, ordinal)
) STRICT;
INSERT INTO versioned
    SELECT d.number, d.id, 1, m.received, d.message, d.status, d.release, d.errors, d.version, d.basis, d.outcome
    FROM decision d JOIN message m ON m.number = d.message;
DROP TABLE decision;
ALTER TABLE versioned RENAME TO decision;
CREATE INDEX decision_message ON decision (message);

CREATE TABLE resource (
    name    BLOB NOT NULL,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (name, message, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_message ON resource (message);

CREATE TABLE line (
    patient BLOB NOT NULL,
    day     INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    what    TEXT NOT NULL,
    PRIMARY KEY (patient, day, message, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_message ON line (message);

CREATE TABLE awaited (
    name    BLOB NOT NULL,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    PRIMARY KEY (name, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_message ON awaited (message);

CREATE TABLE due (
    message INTEGER PRIMARY KEY REFERENCES message (number) ON DELETE CASCADE,
    since   INTEGER NOT NULL,
    ticket  INTEGER NOT NULL
) STRICT;
CREATE INDEX due_since ON due (since);
)"},
    {3, R"(
CREATE TABLE mark (
    name    BLOB NOT NULL,
    message INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    PRIMARY KEY (name, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_message ON mark (message);
)"},
    // A chain: see adapter/store/audit.hpp.
    {4, R"(
CREATE TABLE audit (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    previous BLOB NOT NULL,
    hash     BLOB NOT NULL,
    event    TEXT NOT NULL
) STRICT;
)"},
    // The keys that sealed something: see adapter/store/resealing.hpp.
    {5, R"(
CREATE TABLE seal (
    id    TEXT PRIMARY KEY,
    proof BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)"},
    // The last rows from before the audit held them by their hashes: see adapter/store/reckoning.hpp.
    {6, R"(
CREATE TABLE unproven (
    message  INTEGER NOT NULL,
    decision INTEGER NOT NULL
) STRICT;
INSERT INTO unproven SELECT
    (SELECT coalesce(max(number), 0) FROM message), (SELECT coalesce(max(number), 0) FROM decision);
)"},
    // By which the audit makes pseudonyms: see adapter/store/pseudonym.hpp.
    {7, R"(
CREATE TABLE secret (
    number INTEGER PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;
)"},
};

}  // namespace

std::span<const migration> migrations()
{
    return all;
}

}  // namespace marrow::adapter::store::sqlite
