package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource({
        "/,                          /,         {}",
        "/origins/a,                 /origins/a, {}",
        "/a?b=c&b=d,                 /a,        '{b=[c, d]}'",
        "/a?b=%26%3D,                /a,        '{b=[&=]}'",
        "/a?b=1+2%2B3,               /a,        '{b=[1 2+3]}'",
        "/a?b&&c=,                   /a,        '{b=[], c=[]}'",
        "/a+b,                       /a+b,      {}",
        "/%C3%A7,                    /ç,        {}",
        "http://x/a?b=c,             /a,        '{b=[c]}'",
        "HTTPS://x,                  /,         {}",
        "/a?target=[2001:db8::1]:443, /a,       '{target=[[2001:db8::1]:443]}'",
        "/a?b=?c/..//,               /a,        '{b=[?c/..//]}'",
    })
    void readsPathAndParameters(String text, String path, String query) throws MalformedRequestException {
        RequestTarget target = RequestTarget.parse(text);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.query()).hasToString(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "localhost:443",
                "ftp://x/",
                "/..",
                "/../",
                "/a/..",
                "/a/./b",
                "/%2e%2e/a",
                "/%2E",
                "//",
                "/a//b",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/%",
                "/%4",
                "/%zz",
                "/%00",
                "/a%0d%0ab",
                "/%c0%ae%c0%ae",
                "/%ff",
                "/a b",
                "/ç",
                "/a?b=%",
                "/a?%0a=1",
                "/a?b=%c3",
                "/a?b=\u0001",
            })
    void refuses(String text) {
        assertThatThrownBy(() -> RequestTarget.parse(text)).isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void refusesParametersWithoutEnd() {
        assertThatThrownBy(() -> RequestTarget.parse("/?" + "a&".repeat(RequestTarget.MOST_PARAMETERS + 1)))
                .hasMessage("There are more than 64 parameters.");
    }
}
