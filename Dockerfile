# One recipe for every service; docker-compose.yml names the module and its main class. Each image can register itself
# where SPRING_PROFILES_ACTIVE names a registry (module discovery).
#
#   docker build --build-arg MODULE=order-query --build-arg MAIN=io.orderflow.query.OrderQueryApplication .

FROM maven:3.9.9-eclipse-temurin-21 AS build
WORKDIR /build
COPY . .
ARG MODULE
RUN --mount=type=cache,target=/m2 \
    mvn -q -B -Dmaven.repo.local=/m2 -DskipTests -pl "$MODULE",discovery -am install && \
    mvn -q -B -Dmaven.repo.local=/m2 -pl "$MODULE" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/app/lib && \
    mvn -q -B -Dmaven.repo.local=/m2 -pl discovery dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/app/discovery && \
    cp -n /app/discovery/*.jar /app/lib/ && \
    cp discovery/target/discovery-*.jar /app/lib/ && \
    find "$MODULE"/target -maxdepth 1 -name "$MODULE*.jar" ! -name '*-tests.jar' -exec cp {} /app/service.jar ';'

FROM eclipse-temurin:21.0.5_11-jre
RUN useradd --system --uid 10001 --no-create-home orderflow && mkdir /data && chown orderflow /data
COPY --from=build /app /app
ARG MAIN
ENV MAIN=$MAIN JAVA_OPTS=""
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["bash", "-c", "exec java -XX:MaxRAMPercentage=70 $JAVA_OPTS -cp '/app/service.jar:/app/lib/*' \"$MAIN\" --server.port=8080"]
