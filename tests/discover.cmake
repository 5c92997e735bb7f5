# Boost.Test suites as CTest tests, which CMake itself does not offer. Included, it defines discover_boost_tests; run as a
# script after the link, it asks the binary for its suites and writes one add_test for each. A suite that lacks what it
# needs prints a line "skipped: why", and CTest tells it as skipped.

if(CMAKE_SCRIPT_MODE_FILE)
    execute_process(
        COMMAND ${BINARY} --list_content=HRF
        OUTPUT_VARIABLE listed
        ERROR_VARIABLE listed
        RESULT_VARIABLE status
        TIMEOUT 60
    )
    if(NOT status EQUAL 0)
        file(REMOVE "${BINARY}" "${OUTPUT}")
        message(FATAL_ERROR "${BINARY} does not list its suites (${status}):\n${listed}")
    endif()
    string(REPLACE "," ";" LABELS "${LABELS}")
    string(REGEX MATCHALL "(^|\n)[A-Za-z_0-9]+\\*" suites "${listed}")
    set(tests "")
    foreach(suite IN LISTS suites)
        string(REGEX REPLACE "[\n*]" "" suite "${suite}")
        # Those that watch the clock run alone.
        set(alone FALSE)
        if(suite MATCHES "^(http_|application$|hostile$|disk$|kills$)")
            set(alone TRUE)
        endif()
        string(APPEND tests "add_test([=[${PREFIX}/${suite}]=] [=[${BINARY}]=] --run_test=${suite})\n")
        string(
            APPEND tests
            "set_tests_properties([=[${PREFIX}/${suite}]=] PROPERTIES LABELS [=[${LABELS}]=] TIMEOUT 600"
            " RUN_SERIAL ${alone}"
            " SKIP_REGULAR_EXPRESSION [=[skipped: ]=])\n"
        )
    endforeach()
    if(tests STREQUAL "")
        message(FATAL_ERROR "${BINARY} holds no suite")
    endif()
    file(WRITE "${OUTPUT}" "${tests}")
    return()
endif()

set(MARROW_DISCOVER_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

# discover_boost_tests(target PREFIX name LABELS label...)
function(discover_boost_tests target)
    cmake_parse_arguments(arg "" "PREFIX" "LABELS" ${ARGN})
    set(found ${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake)
    set(guard ${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake)
    list(JOIN arg_LABELS "," labels)
    add_custom_command(
        TARGET ${target}
        POST_BUILD
        BYPRODUCTS ${found}
        COMMAND
            ${CMAKE_COMMAND} -D "BINARY=$<TARGET_FILE:${target}>" -D "OUTPUT=${found}" -D "PREFIX=${arg_PREFIX}" -D
            "LABELS=${labels}" -P ${MARROW_DISCOVER_SCRIPT}
        VERBATIM
    )
    file(
        WRITE ${guard}
        "if(EXISTS [=[${found}]=])\n  include([=[${found}]=])\nelse()\n"
        "  add_test([=[${arg_PREFIX}/NOT_BUILT]=] [=[${target}_NOT_BUILT]=])\nendif()\n"
    )
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${guard})
endfunction()
