package dev.originpull.configgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUserTest {
    @Test
    void readsTheEffectiveIdsGroupsAndTheRightToLowPorts() {
        ServerUser user = ServerUser.parse("""
                        Name:	nginx
                        Uid:	0	101	101	101
                        Gid:	102	103	102	102
                        Groups:	4 103
                        CapEff:	0000000000000400
                        """).orElseThrow();

        assertThat(user).isEqualTo(new ServerUser(101, 103, List.of(4L, 103L), true));
        assertThat(user.prefix())
                .containsExactly(
                        "setpriv",
                        "--reuid=101",
                        "--regid=103",
                        "--groups=4,103",
                        "--inh-caps=+net_bind_service",
                        "--ambient-caps=+net_bind_service");
    }

    @Test
    void hasNoGroupsWhereTheProcessHasNone() {
        ServerUser user = ServerUser.parse("""
                        Uid:	33	33	33	33
                        Gid:	33	33	33	33
                        Groups:\t
                        CapEff:	0
                        """).orElseThrow();

        assertThat(user.prefix()).containsExactly("setpriv", "--reuid=33", "--regid=33", "--clear-groups");
    }

    /** A command that is shown can be pasted. */
    @Test
    void quotesTheWordsOfACommandThatIsShown() {
        Ran ran = new Ran(List.of("nginx", "-g", "pid /a's;", "-c", "/etc/n.conf", ""), OptionalInt.of(1), "");

        assertThat(ran.commandLine()).isEqualTo("nginx -g 'pid /a'\\''s;' -c /etc/n.conf ''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Uid:\n", "Uid:\t1\n", "Uid:\ta\tb\tc\td\nGid:\t1\t1\t1\t1\n", "Gid:\t1\t1\t1\t1\n"})
    void knowsNoUserOfWhatIsNoStatus(String status) {
        assertThat(ServerUser.parse(status)).isEmpty();
    }
}
