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
};

}  // namespace

std::span<const migration> migrations()
{
    return all;
}

}  // namespace marrow::adapter::store::sqlite
