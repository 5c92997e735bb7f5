#include "tests/adapter/http/framing_rows.hpp"

#include <string_view>

namespace marrow::test {

namespace {

using namespace std::string_literals;

/// A POST to /echo whose fields, after Host and Content-Type, are these lines.
std::string with(std::string_view lines, std::string_view body = "")
{
    std::string out = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n";
    return out.append(lines).append("\r\n").append(body);
}

std::string coded(std::string_view coding, std::string_view body = "0\r\n\r\n")
{
    return with("Transfer-Encoding: " + std::string{coding} + "\r\n", body);
}

std::string line(std::string_view request_line, std::string_view fields = "Host: here\r\n")
{
    return std::string{request_line}.append("\r\n").append(fields).append("\r\n");
}

std::string many_fields(int count)
{
    std::string out = "GET /livez HTTP/1.1\r\nHost: here\r\n";
    for (int i = 1; i < count; ++i)
        out += "X-" + std::to_string(i) + ": 1\r\n";
    return out + "\r\n";
}

}  // namespace

std::span<const framing_row> framing_rows()
{
    static const framing_row rows[] = {
        // Transfer-Encoding
        {"chunked twice in one field", coded("chunked, chunked"), 400},
        {"chunked then gzip", coded("chunked, gzip"), 400},
        {"chunked, gzip, chunked", coded("chunked, gzip, chunked"), 400},
        {"gzip", coded("gzip"), 400},
        {"identity", coded("identity"), 400},
        {"quoted chunked", coded("\"chunked\""), 400},
        {"gzip then chunked", coded("gzip, chunked"), 400},
        {"chunked with a parameter", coded("chunked;q=1"), 400},
        {"empty coding", coded(""), 400},
        {"a comma after chunked", coded("chunked,"), 400},
        {"a comma before chunked", coded(", chunked"), 400},
        {"xchunked", coded("xchunked"), 400},
        {"chunked in two fields",
         with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400},
        {"gzip and chunked in two fields",
         with("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400},
        {"chunked with a vertical tab",
         coded("\x0B"
               "chunked"),
         400},
        {"chunked with a NUL", with("Transfer-Encoding: chunked\0\r\n"s, "0\r\n\r\n"), 400},
        {"space before the colon of the coding", with("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
        {"folded coding", with("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400},
        {"coding of HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"coding of a GET", "GET /livez HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},

        // Transfer-Encoding beside Content-Length
        {"length, then chunked", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"chunked, then length", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400},
        {"gzip, then length", with("Transfer-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"), 400},
        {"xchunked and length", with("Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n", "{}"), 400},
        {"chunked, identity and length",
         with("Content-Length: 2\r\nTransfer-Encoding: chunked, identity\r\n", "{}"),
         400},
        {"identity and length", with("Content-Length: 2\r\nTransfer-Encoding: identity\r\n", "{}"), 400},

        // Content-Length
        {"two lengths that differ", with("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400},
        {"two lengths that agree", with("Content-Length: 2\r\nContent-Length: 2\r\n", "{}"), 400},
        {"a list of lengths", with("Content-Length: 2, 2\r\n", "{}"), 400},
        {"length with a plus", with("Content-Length: +2\r\n", "{}"), 400},
        {"negative length", with("Content-Length: -2\r\n", "{}"), 400},
        {"hexadecimal length", with("Content-Length: 0x2\r\n", "{}"), 400},
        {"length with junk", with("Content-Length: 2a\r\n", "{}"), 400},
        {"length with a space within", with("Content-Length: 2 2\r\n", "{}"), 400},
        {"empty length", with("Content-Length: \r\n", "{}"), 400},
        {"length above 64 bits", with("Content-Length: 99999999999999999999\r\n", "{}"), 413},
        {"length that wraps to 2", with("Content-Length: 18446744073709551618\r\n", "{}"), 413},
        {"length above the bound", with("Content-Length: 8388609\r\n", "{}"), 413},
        {"space before the colon of the length", with("Content-Length : 2\r\n", "{}"), 400},
        {"underscore for the hyphen of the length", with("Content_Length: 2\r\n", "{}"), 400},
        {"length of a GET", "GET /livez HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}", 400},
        {"length of a HEAD", "HEAD /livez HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}", 400},

        // Host
        {"no Host", line("GET /livez HTTP/1.1", ""), 400},
        {"no Host in HTTP/1.0", line("GET /livez HTTP/1.0", ""), 400},
        {"two Hosts", line("GET /livez HTTP/1.1", "Host: a\r\nHost: b\r\n"), 400},
        {"the same Host twice", line("GET /livez HTTP/1.1", "Host: a\r\nHost: a\r\n"), 400},
        {"empty Host", line("GET /livez HTTP/1.1", "Host: \r\n"), 400},
        {"Host with a path", line("GET /livez HTTP/1.1", "Host: a/b\r\n"), 400},
        {"Host with a user", line("GET /livez HTTP/1.1", "Host: a@b\r\n"), 400},
        {"Host with a list", line("GET /livez HTTP/1.1", "Host: a, b\r\n"), 400},
        {"Host with a port that is none", line("GET /livez HTTP/1.1", "Host: a:8x\r\n"), 400},
        {"Host with an empty port", line("GET /livez HTTP/1.1", "Host: a:\r\n"), 400},
        {"Host of an open bracket", line("GET /livez HTTP/1.1", "Host: [::1\r\n"), 400},
        {"another host in the URL", line("GET http://there/livez HTTP/1.1"), 400},
        {"a user in the URL", line("GET http://x@here/livez HTTP/1.1"), 400},

        // The request line
        {"asterisk", line("GET * HTTP/1.1"), 400},
        {"a fragment", line("GET /livez#x HTTP/1.1"), 400},
        {"a byte 0xFF in the target", line("GET /livez\xFF HTTP/1.1"), 400},
        {"a control in the target", line("GET /livez\x01 HTTP/1.1"), 400},
        {"a target without a slash", line("GET livez HTTP/1.1"), 400},
        {"the authority form", line("GET here:80 HTTP/1.1"), 400},
        {"two spaces before the target", line("GET  /livez HTTP/1.1"), 400},
        {"two spaces after the target", line("GET /livez  HTTP/1.1"), 400},
        {"a tab for a space", line("GET\t/livez HTTP/1.1"), 400},
        {"space at the end of the line", line("GET /livez HTTP/1.1 "), 400},
        {"no version", line("GET /livez"), 400},
        {"an empty line before", "\r\nGET /livez HTTP/1.1\r\nHost: here\r\n\r\n", 400},
        {"a space before", " GET /livez HTTP/1.1\r\nHost: here\r\n\r\n", 400},
        {"lower-case method", line("post /echo HTTP/1.1"), 501},
        {"an unknown method", line("BREW /livez HTTP/1.1"), 501},
        {"CONNECT", line("CONNECT here:80 HTTP/1.1"), 501},
        {"TRACE", line("TRACE /livez HTTP/1.1"), 501},
        {"a method that is no token", line("GE(T /livez HTTP/1.1"), 400},
        {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"HTTP/1.2", line("GET /livez HTTP/1.2"), 505},
        {"HTTP/0.9 by number", line("GET /livez HTTP/0.9"), 505},
        {"http in lower case", line("GET /livez http/1.1"), 400},
        {"a hello of TLS", "\x16\x03\x01\x02\x00\x01\x00"s, 400},

        // Fields
        {"folded field", line("GET /livez HTTP/1.1", "Host: here\r\nX-A: 1\r\n 2\r\n"), 400},
        {"folded by a tab", line("GET /livez HTTP/1.1", "Host: here\r\nX-A: 1\r\n\t2\r\n"), 400},
        {"fold after the request line", line("GET /livez HTTP/1.1", " X-A: 1\r\nHost: here\r\n"), 400},
        {"line feed alone", "GET /livez HTTP/1.1\nHost: here\n\n", 400},
        {"line feed alone between fields", line("GET /livez HTTP/1.1", "X-A: 1\nHost: here\r\n"), 400},
        {"carriage return alone in a value", line("GET /livez HTTP/1.1", "X-A: 1\rX-B: 2\r\nHost: here\r\n"), 400},
        {"NUL in a value", line("GET /livez HTTP/1.1", "X-A: a\0b\r\nHost: here\r\n"s), 400},
        {"escape in a value", line("GET /livez HTTP/1.1", "X-A: \x1B[31m\r\nHost: here\r\n"), 400},
        {"delete in a value", line("GET /livez HTTP/1.1", "X-A: \x7F\r\nHost: here\r\n"), 400},
        {"field without a colon", line("GET /livez HTTP/1.1", "Host: here\r\nX-A\r\n"), 400},
        {"field without a name", line("GET /livez HTTP/1.1", "Host: here\r\n: 1\r\n"), 400},
        {"field name with a space", line("GET /livez HTTP/1.1", "Host: here\r\nX A: 1\r\n"), 400},
        {"field name with an underscore", line("GET /livez HTTP/1.1", "Host: here\r\nX_A: 1\r\n"), 400},
        {"field name beyond ASCII", line("GET /livez HTTP/1.1", "Host: here\r\nX-\xC3\xA9: 1\r\n"), 400},
        {"two Content-Types", with("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), 400},
        {"101 fields", many_fields(101), 431},
        {"another expectation", with("Expect: 200-ok\r\nContent-Length: 2\r\n", "{}"), 417},

        // Chunks
        {"chunk size with a sign", coded("chunked", "+2\r\n{}\r\n0\r\n\r\n"), 400},
        {"chunk size with 0x", coded("chunked", "0x2\r\n{}\r\n0\r\n\r\n"), 400},
        {"chunk size above 64 bits", coded("chunked", "10000000000000002\r\n{}\r\n0\r\n\r\n"), 400},
        {"chunk size above the bound", coded("chunked", "800001\r\n{}\r\n0\r\n\r\n"), 413},
        {"empty chunk size", coded("chunked", "\r\n{}\r\n0\r\n\r\n"), 400},
        {"space before a chunk size", coded("chunked", " 2\r\n{}\r\n0\r\n\r\n"), 400},
        {"chunk line of a line feed", coded("chunked", "2\n{}\n0\n\n"), 400},
        {"chunk longer than its size", coded("chunked", "2\r\n{}{}\r\n0\r\n\r\n"), 400},
        {"chunk without its line end", coded("chunked", "2\r\n{}0\r\n\r\n"), 400},
        {"broken chunk extension", coded("chunked", "2;=\r\n{}\r\n0\r\n\r\n"), 400},
        {"trailer without a colon", coded("chunked", "0\r\nX\r\n\r\n"), 400},
        {"chunk extension above the bound",
         coded("chunked", "2;a=" + std::string(9000, 'x') + "\r\n{}\r\n0\r\n\r\n"),
         400},
        {"trailer above the bound", coded("chunked", "0\r\nX: " + std::string(17000, 'x') + "\r\n\r\n"), 400},
    };
    return rows;
}

std::span<const passing_row> passing_rows()
{
    static const passing_row rows[] = {
        {"a length", with("Content-Length: 2\r\n", "{}"), 200},
        {"a length with leading zeros", with("Content-Length: 0002\r\n", "{}"), 200},
        {"chunks", coded("chunked", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), 200},
        {"chunks in capitals, with space around", coded(" CHUNKED ", "2\r\n{}\r\n0\r\n\r\n"), 200},
        {"a chunk extension", coded("chunked", "2;a=\"b;c\"\r\n{}\r\n0\r\n\r\n"), 200},
        {"a trailer", coded("chunked", "2\r\n{}\r\n0\r\nX-Checksum: 1\r\n\r\n"), 200},
        {"a trailer that speaks of framing",
         coded("chunked", "2\r\n{}\r\n0\r\nHost: there\r\nX-Request-Id: evil\r\n\r\n"),
         200},
        {"the absolute form", line("GET http://here/livez HTTP/1.1"), 200},
        {"the absolute form in capitals", line("GET HTTP://HERE/livez HTTP/1.1"), 200},
        {"a Host with a port", line("GET /livez HTTP/1.1", "Host: here:8080\r\n"), 200},
        {"a Host of IPv6", line("GET /livez HTTP/1.1", "Host: [::1]:8080\r\n"), 200},
        {"a GET of length 0", line("GET /livez HTTP/1.1", "Host: here\r\nContent-Length: 0\r\n"), 200},
        {"HTTP/1.0", line("GET /livez HTTP/1.0"), 200},
        {"HTTP/1.0 that would keep the connection",
         line("GET /livez HTTP/1.0", "Host: here\r\nConnection: keep-alive\r\n"),
         200},
        {"body of HTTP/1.0",
         "POST /echo HTTP/1.0\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
         200},
        {"100 fields", many_fields(100), 200},
        {"bytes beyond ASCII in a value", line("GET /livez HTTP/1.1", "Host: here\r\nX-A: \xC3\xA9\r\n"), 200},
        {"an empty value", line("GET /livez HTTP/1.1", "Host: here\r\nX-A:\r\n"), 200},
        {"an escaped path", line("GET /live%7A HTTP/1.1"), 200},
        {"a slash at the end", line("GET /livez/ HTTP/1.1"), 200},
        {"a method that the address does not take", line("DELETE /livez HTTP/1.1"), 405},
    };
    return rows;
}

}  // namespace marrow::test
