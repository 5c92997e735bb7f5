# Puts files into the binary: embed_files(TARGET FUNCTION HEADER FILES...) adds to the target an object with their bytes and
# the definition of `std::span<const marrow::fhir::embedded_file> FUNCTION()`, a qualified name that HEADER declares.
function(embed_files target function header)
    set(assembly "#ifdef __CET__\n#include <cet.h>\n#endif\n.section .rodata\n")
    set(declarations "")
    set(rows "")
    set(number 0)
    foreach(file IN LISTS ARGN)
        get_filename_component(name ${file} NAME)
        set(symbol marrow_${target}_embedded_${number})
        string(APPEND assembly ".global ${symbol}_begin\n.global ${symbol}_end\n")
        string(APPEND assembly "${symbol}_begin:\n.incbin \"${file}\"\n${symbol}_end:\n")
        string(APPEND declarations "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
        string(APPEND rows "    {\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
        math(EXPR number "${number} + 1")
    endforeach()
    string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")

    set(directory ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    file(CONFIGURE OUTPUT ${directory}/bytes.S CONTENT "${assembly}" @ONLY)
    file(
        CONFIGURE OUTPUT ${directory}/files.cpp
        CONTENT "#include \"${header}\"

extern \"C\" {
${declarations}}

std::span<const marrow::fhir::embedded_file> ${function}()
{
    static const marrow::fhir::embedded_file files[] = {
${rows}    };
    return files;
}
"
        @ONLY
    )

    # Apart from the target, whose warnings are for C++ alone.
    add_library(${target}_bytes OBJECT ${directory}/bytes.S)
    target_compile_options(${target}_bytes PRIVATE -fcf-protection=full)
    set_source_files_properties(${directory}/bytes.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
    target_sources(${target} PRIVATE ${directory}/files.cpp $<TARGET_OBJECTS:${target}_bytes>)
endfunction()
