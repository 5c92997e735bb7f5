#include "adapter/store/postgres/schema.hpp"

namespace marrow::adapter::store::postgres {

namespace {

// Times are milliseconds since 1970-01-01 UTC, and days count from there. Keys and hashes are SHA-256, names and
// patients halves of it. Bodies and outcomes are compressed already, and stay within their rows up to the size of a
// page. No constraint leads from table to table: each would cost as much as its row, and there is one that writes and
// one that deletes. A ticket is given once, and holds until more comes; a lease keeps other nodes away.
constexpr migration all[] = {
    {1, R"(
CREATE TABLE message (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         text NOT NULL UNIQUE,
    received   bigint NOT NULL,
    type       text NOT NULL,
    request_id text NOT NULL,
    sender     text NOT NULL,
    key        bytea,
    hash       bytea NOT NULL,
    body       bytea NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE message ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX message_received ON message (received);

CREATE TABLE decision (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      text NOT NULL,
    ordinal bigint NOT NULL,
    made    bigint NOT NULL,
    message bigint NOT NULL,
    status  bigint NOT NULL,
    release text NOT NULL,
    errors  bigint NOT NULL,
    version text NOT NULL,
    basis   text NOT NULL,
    outcome bytea NOT NULL,
    UNIQUE (id, ordinal)
) WITH (toast_tuple_target = 8160);
ALTER TABLE decision ALTER COLUMN outcome SET STORAGE EXTERNAL;
CREATE INDEX decision_message ON decision (message);

CREATE TABLE idempotency (
    key      bytea PRIMARY KEY,
    received bigint NOT NULL,
    decision text NOT NULL
);
CREATE INDEX idempotency_received ON idempotency (received);

CREATE TABLE resource (
    name    bytea NOT NULL,
    message bigint NOT NULL,
    entry   bigint NOT NULL,
    PRIMARY KEY (name, message, entry)
);
CREATE INDEX resource_message ON resource (message);

CREATE TABLE line (
    patient bytea NOT NULL,
    day     bigint NOT NULL,
    message bigint NOT NULL,
    ordinal bigint NOT NULL,
    what    bytea NOT NULL,
    PRIMARY KEY (patient, day, message, ordinal)
);
CREATE INDEX line_message ON line (message);

CREATE TABLE mark (
    name    bytea NOT NULL,
    message bigint NOT NULL,
    PRIMARY KEY (name, message)
);
CREATE INDEX mark_message ON mark (message);

CREATE TABLE awaited (
    name    bytea NOT NULL,
    message bigint NOT NULL,
    PRIMARY KEY (name, message)
);
CREATE INDEX awaited_message ON awaited (message);

CREATE SEQUENCE ticket;

CREATE TABLE due (
    message      bigint PRIMARY KEY,
    since        bigint NOT NULL,
    ticket       bigint NOT NULL,
    holder       bigint NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX due_since ON due (since, message);

CREATE TABLE probe (
    number bigint PRIMARY KEY,
    filler bytea NOT NULL
);
ALTER TABLE probe ALTER COLUMN filler SET STORAGE EXTERNAL;
)"},
    // A chain: see adapter/store/audit.hpp. The aggregate goes from hash to hash along what it is given, from the
    // first.
    {2, R"(
CREATE TABLE audit (
    number   bigint PRIMARY KEY,
    at       bigint NOT NULL,
    previous bytea NOT NULL,
    hash     bytea NOT NULL,
    event    bytea NOT NULL
);

CREATE FUNCTION link(hash bytea, first bytea, bytes bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
    AS 'SELECT pg_catalog.sha256(coalesce($1, $2) || $3)';
CREATE AGGREGATE chain(first bytea, bytes bytea) (SFUNC = link, STYPE = bytea);
)"},
    // The keys that sealed something: see adapter/store/resealing.hpp.
    {3, R"(
CREATE TABLE seal (
    id    text PRIMARY KEY,
    proof bytea NOT NULL
);
)"},
    // The last rows from before the audit held them by their hashes: see adapter/store/reckoning.hpp.
    {4, R"(
CREATE TABLE unproven (
    message  bigint NOT NULL,
    decision bigint NOT NULL
);
INSERT INTO unproven SELECT
    (SELECT coalesce(max(number), 0) FROM message), (SELECT coalesce(max(number), 0) FROM decision);
)"},
    // By which the audit makes pseudonyms: see adapter/store/pseudonym.hpp.
    {5, R"(
CREATE TABLE secret (
    number bigint PRIMARY KEY,
    bytes  bytea NOT NULL
);
)"},
};

}  // namespace

std::span<const migration> migrations()
{
    return all;
}

}  // namespace marrow::adapter::store::postgres
