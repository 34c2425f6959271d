package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"wait=5|5", "WAIT = 5|5", "wait=\"5\"|5", "wait=0|0", "wait=31|30",
            "wait=999999999|30", "respond-async, wait=7|7", "wait=7, wait=9|7", "wait=3;strict|3"})
    void readsHowLongToWait(String header, long seconds) {
        assertThat(read(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "waits=5", "respond-async",
            "wait=99999999999999999999", "return=minimal"})
    void ignoresWhatItCannotRead(String header) {
        assertThat(read(header)).isEmpty();
    }

    @Test
    void readsEveryHeaderOfTheName() {
        assertThat(read("return=minimal", "wait=4")).contains(Duration.ofSeconds(4));
    }

    private static Optional<Duration> read(String... headers) {
        return Optional.ofNullable(preferences(headers).patience());
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "Respond-Async", "wait=5, respond-async", "respond-async; x=y",
            "respond-async=\"\""})
    void readsThatItIsNotToWait(String header) {
        assertThat(preferences(header).respondAsync()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond", "respond-asyncs", "wait=5", "respond-async=no"})
    void waitsOtherwise(String header) {
        assertThat(preferences(header).respondAsync()).isFalse();
    }

    private static Preferences preferences(String... headers) {
        return Preferences.read(Collections.enumeration(List.of(headers)));
    }
}
