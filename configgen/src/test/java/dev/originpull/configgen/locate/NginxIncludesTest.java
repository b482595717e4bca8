package dev.originpull.configgen.locate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.locate.nginx.NginxLocator;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Includes that multiply end in a reason, not in endless work. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class NginxIncludesTest {
    @TempDir
    Path folder;

    private final StringBuilder dump = new StringBuilder();

    @Test
    void refusesAFileThatIncludesItselfSeveralTimes() throws IOException {
        Path main = file("nginx.conf", "http { include loop.conf; }\n");
        file("loop.conf", "include loop.conf;\n".repeat(12));

        assertThatThrownBy(() -> locate(main))
                .isInstanceOf(LocateException.class)
                .hasMessageContaining("loop.conf:1")
                .hasMessageContaining("includes itself");
    }

    /** No file includes itself, and each level has ten times the directives of the next. */
    @Test
    void refusesIncludesThatMultiply() throws IOException {
        Path main = file("nginx.conf", "http { include 0.conf; }\n");
        for (int level = 0; level < 9; level++) {
            file(level + ".conf", ("include " + (level + 1) + ".conf;\n").repeat(10));
        }
        file("9.conf", "server { listen 443 ssl; server_name app.example.com; }\n");

        assertThatThrownBy(() -> locate(main))
                .isInstanceOf(LocateException.class)
                .hasMessageContaining("directives");
    }

    private Path file(String name, String text) throws IOException {
        Path file = Files.writeString(folder.toRealPath().resolve(name), text);
        dump.append("# configuration file ")
                .append(file)
                .append(":\n")
                .append(text)
                .append('\n');
        return file;
    }

    private Located locate(Path main) throws Exception {
        return new NginxLocator(
                        Answering.program("nginx", main, 0, dump.toString(), "configure arguments: --prefix=/opt/n\n"),
                        Scope.UNKNOWN)
                .locate(new Hostname("app.example.com"), "include /etc/o/app.example.com[.]conf; # originpull");
    }
}
