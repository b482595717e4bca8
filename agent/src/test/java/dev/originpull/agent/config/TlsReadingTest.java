package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;

class TlsReadingTest {
    @Test
    void knowsTheCipherSuitesThatBoringSslHasForACertificate() {
        assertThat(OpenSsl.availableJavaCipherSuites())
                .filteredOn(suite -> suite.startsWith("TLS_") && !suite.contains("_PSK_"))
                .containsExactlyInAnyOrderElementsOf(TlsReading.SUITES);
    }
}
