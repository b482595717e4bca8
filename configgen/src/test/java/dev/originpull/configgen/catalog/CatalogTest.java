package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @TempDir
    private Path folder;

    @Test
    void listsTheServersByName() throws CatalogException {
        assertThat(Checkout.catalog().servers()).extracting(Server::name).containsExactly("apache", "nginx");
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, off, ssl_verify_client off;",
        "nginx, observe, ssl_verify_client optional_no_ca;",
        "nginx, optional, ssl_verify_client optional;",
        "nginx, required, ssl_verify_client on;",
        "apache, off, SSLVerifyClient none",
        "apache, observe, SSLVerifyClient optional_no_ca",
        "apache, optional, SSLVerifyClient optional",
        "apache, required, SSLVerifyClient require",
    })
    void knowsTheDirectiveOfEachStage(String server, String stage, String directive) throws Exception {
        assertThat(Checkout.catalog().server(server).stage(Stage.parse(stage)).map(Setting::directive))
                .contains(directive);
    }

    @Test
    void readsAllThatAServerIsDescribedBy() throws Exception {
        Server nginx = Checkout.catalog().server("nginx");
        assertThat(nginx.title()).isEqualTo("NGINX");
        assertThat(nginx.context()).isEqualTo("the server block");
        assertThat(nginx.manual()).startsWith("https://nginx.org/");
        assertThat(nginx.commands().test()).containsExactly("nginx", "-t");
        assertThat(nginx.commands().reload()).containsExactly("nginx", "-s", "reload");
        assertThat(nginx.config().text()).isEqualTo("/etc/nginx/nginx.conf");
        assertThat(nginx.site().port()).isEqualTo(443);
        assertThat(nginx.stage(Stage.OBSERVE).flatMap(Setting::since)).contains(Version.parse("1.3.8"));
        assertThat(nginx.option(Option.LOG).flatMap(Setting::since)).contains(Version.parse("1.11.8"));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx",
        "nginx/1.22.1, nginx",
        "nginx/1.18.0 (Ubuntu), nginx",
        "openresty/1.21.4.1, nginx",
        "Apache, apache",
        "Apache/2.4.71 (Debian), apache",
        "Apache-Coyote/1.1,",
        "cloudflare,",
        "not nginx,",
        "'',",
    })
    void recognisesAServerByItsHeader(String header, String name) throws CatalogException {
        assertThat(Checkout.catalog().recognise(header).map(Server::name)).isEqualTo(Optional.ofNullable(name));
    }

    @ParameterizedTest
    @CsvSource({
        "ngnix, ': did you mean nginx?'",
        "tomcat, .",
        "../nginx, .",
        "'', .",
        "nginx/., ': did you mean nginx?'"
    })
    void namesTheServersWhereItDoesNotKnowOne(String typed, String hint) {
        assertThatThrownBy(() -> Checkout.catalog().server(typed))
                .isInstanceOf(CatalogException.class)
                .hasMessage("unknown server '" + typed + "'" + hint + " Known: apache, nginx");
    }

    @Test
    void addsAServerThatOnlyTheOverridesHave() throws Exception {
        Path server = Files.createDirectory(folder.resolve("caddy"));
        Files.copy(Checkout.templates().resolve("nginx/server.yaml"), server.resolve("server.yaml"));
        assertThat(overridden().servers()).extracting(Server::name).containsExactly("apache", "caddy", "nginx");
    }

    @Test
    void readsADescriptionFromTheOverridesFirst() throws Exception {
        String text = Files.readString(Checkout.templates().resolve("nginx/server.yaml"));
        Files.createDirectory(folder.resolve("nginx"));
        Files.writeString(folder.resolve("nginx/server.yaml"), text.replace("title: NGINX", "title: Ours"));
        assertThat(overridden().server("nginx").title()).isEqualTo("Ours");
    }

    @Test
    void refusesAnOverrideThatNoServerWouldEverRead() throws IOException {
        Files.createDirectory(folder.resolve("ngnix"));
        Files.createFile(folder.resolve("ngnix/site.ftl"));
        assertThatThrownBy(this::overridden)
                .isInstanceOf(CatalogException.class)
                .hasMessage(folder + "/ngnix is the folder of no server: did you mean nginx?"
                        + " It needs a server.yaml, or the name of a server that has one: apache, nginx");
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "..data", "README.md", "Notes"})
    void passesOverWhatIsNoServersFolder(String name) throws Exception {
        Files.createDirectory(folder.resolve(name));
        assertThat(overridden().servers()).hasSize(2);
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Catalog.load(folder.resolve("nowhere"), Optional.empty()))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith("no folder of templates at " + folder.resolve("nowhere") + ": ");
    }

    @Test
    void doesNotReadAServerThatNobodyAskedFor() throws Exception {
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/server.yaml"), "nonsense");
        assertThat(overridden().server("nginx").name()).isEqualTo("nginx");
        assertThatThrownBy(() -> overridden().servers()).isInstanceOf(CatalogException.class);
    }

    private Catalog overridden() throws CatalogException {
        return Catalog.load(Checkout.templates(), Optional.of(folder));
    }
}
