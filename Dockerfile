# syntax=docker/dockerfile:1
# One recipe for all images of ours; docker-compose.yml names the module and the main class of each. The first stage is the
# same for all, so that everything is built once. What an image contains, and why: docs/adr/0059-one-recipe-for-all-images.md.
#
#   docker build --build-arg MODULE=order-query --build-arg MAIN=io.orderflow.query.OrderQueryApplication .

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/m2 \
    mvn -q -B -Dmaven.repo.local=/m2 -Pdist -DskipTests -Dformatter.skip \
        -pl order-command,payment-command,inventory-command,account-ledger,customer-command,order-query,event-relay,notification,console,gateway,identity,axon-server-standalone,discovery,health-probe \
        -am package dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/runtime
# What of the JDK is needed: all of Java SE, the server of axon-server's HTTP side, TLS, DNS, and what monitors read.
RUN jlink --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.zipfs \
        --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /jre

FROM build AS assembled
ARG MODULE
ARG MAIN
RUN build/image/assemble "$MODULE" "$MAIN" /jre /app

FROM debian:12.12-slim
ARG MODULE
ARG VERSION=1.0.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="orderflow/$MODULE" \
      org.opencontainers.image.description="Orderflow, an event-sourced order platform: $MODULE" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /jre /jre
COPY --from=assembled /app/lib /app/lib
COPY --from=assembled /app/own /app/own
COPY --from=assembled /app/start /app/start.aot /app/health /app/
COPY LICENSE NOTICE /app/
# Any user can be named who can write to what is mounted at /data; nothing else is written but /tmp.
RUN mkdir --mode=1777 /data
ENV MALLOC_ARENA_MAX=2 SERVER_PORT=8080 LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
USER 10001:10001
WORKDIR /data
EXPOSE 8080
# At the address of this module (build/image/health), without encryption. An engine that is told of certificates asks by them:
# docker-compose.yml. Kubernetes asks by itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["/jre/bin/java", "@/app/health"]
ENTRYPOINT ["/jre/bin/java", "@/app/start"]
