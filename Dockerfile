FROM debian:bookworm-slim AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src
COPY adapter/packaging/packages.txt adapter/packaging/
RUN apt-get update \
    && cut -d' ' -f1 adapter/packaging/packages.txt | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
COPY CMakeLists.txt CMakePresets.json ./
COPY fhir fhir
COPY mappings mappings
COPY adapter adapter
RUN cmake --preset release -D MARROW_TESTS=OFF \
    && cmake --build --preset program \
    && install -D -s build/release/adapter/marrow /out/marrow

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Marrow" \
      org.opencontainers.image.description="HL7 FHIR integration adapter for the CPT add-on code 20703" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY adapter/packaging/runtime-packages.txt /tmp/
RUN apt-get update \
    && xargs -a /tmp/runtime-packages.txt apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/runtime-packages.txt \
    && install -d -o 10001 -g 10001 /var/lib/marrow
COPY LICENSE /usr/share/doc/marrow/copyright
COPY --from=build /out/marrow /usr/local/bin/marrow
USER 10001:10001
WORKDIR /var/lib/marrow
VOLUME /var/lib/marrow
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["marrow"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
