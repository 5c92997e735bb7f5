#pragma once

#include <cstdint>
#include <string>

namespace marrow::bench {

/// Each prints its figures and returns whether the targets are reached. `program` is the path of marrow, `folder`
/// a directory for files of the run, `scripts` where post.lua stands.

/// Bytes to tree, over RapidJSON's DOM parse of the same bytes; size of the tree of a Bundle of 50 MB.
bool parse();

/// Bytes to outcome bytes of Bundles in XML, over the same in JSON.
bool xml();

/// Bytes to outcome bytes, over RapidJSON's DOM parse of the same bytes: the decision alone.
bool check();

/// Likewise, the validation and both together.
bool validate();

/// Prints the microseconds that the validation of a line of an NDJSON file takes, bytes to outcome bytes.
int time_structure(const std::string& file);

/// Time an entry, from 100 entries to 50,000.
bool scale();

/// Peak memory of `marrow check` on a Bundle of 50 MB, over its size.
bool memory(const std::string& program, const std::string& folder);

/// From the start of `marrow serve` to its first answer.
bool start(const std::string& program);

/// Requests a second and 99th percentile under wrk, of the decision alone and with the validation, beside a bare Beast
/// server that parses the same bodies. The targets are those of the decision alone.
bool http(const std::string& program, const std::string& folder, const std::string& scripts);

/// Durable ingest over HTTP beside the store alone, and a replay beside a first request.
bool store(const std::string& program, const std::string& folder, const std::string& scripts);

/// A resource received earlier, among those of ten million messages in a store of SQLite; the memory of a server over
/// it.
bool lookup(const std::string& program, const std::string& folder, const std::string& scripts);

/// That server: any POST is parsed into a RapidJSON document and answered with a few fixed bytes. Serves on one thread
/// at 127.0.0.1 until it is ended, and writes `listening on http://127.0.0.1:PORT` to standard error when it is ready.
int serve_bare();

}  // namespace marrow::bench
