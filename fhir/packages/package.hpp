#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/value.hpp"
#include "fhir/packages/files.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir::packages {

/// A FHIR package (NPM form, https://hl7.org/fhir/packages.html), read into memory: what profiles are made of.
class package {
public:
    /// A StructureDefinition, ValueSet or CodeSystem. The views lead into its document.
    struct resource {
        std::string file;
        std::string bytes;
        std::unique_ptr<json::arena> memory;
        json::document document;
        std::string_view type;
        std::string_view url;  ///< never empty
        std::string_view version;
    };

    /// A .tgz or a directory. A fault of kind usage, with the path, the file and its line where there is one: what
    /// each_file() refuses, a file that is no JSON of FHIR, no package.json with a name, two resources of one type with
    /// the same url and version. Resources of other types, and those without an url, are left out.
    static result<package> read(const std::filesystem::path& from, const limits& bounds = {});

    /// The same for the bytes of a .tgz; `called` stands for the path.
    static result<package> read(std::string_view archive, const std::string& called, const limits& bounds = {});

    const std::string& name() const { return name_; }
    const std::string& version() const { return version_; }
    const std::string& fhir_version() const { return fhir_version_; }   ///< the first it names; may be empty
    std::span<const resource> resources() const { return resources_; }  ///< by type, url and version

private:
    template <class Source>
    static result<package> read_from(const Source& source, const std::string& called);

    std::optional<fault> take(std::string file, std::string bytes);
    std::optional<fault> finish();

    std::string name_;
    std::string version_;
    std::string fhir_version_;
    std::vector<resource> resources_;
    std::unique_ptr<json::arena> spare_;
};

}  // namespace marrow::fhir::packages
