package dev.originpull.configgen.locate;

import dev.originpull.configgen.locate.apache.ApacheLocator;
import dev.originpull.configgen.locate.nginx.NginxLocator;
import dev.originpull.configgen.run.ServerProgram;

/** The ways to find who answers, by the names that server.yaml has for them. */
public final class Locators {
    private Locators() {}

    /** The one for a server, where nothing is known of the addresses that clients use. */
    public static Locator of(ServerProgram program) throws LocateException {
        return of(program, Scope.UNKNOWN);
    }

    /** The one for a server. */
    public static Locator of(ServerProgram program, Scope scope) throws LocateException {
        String name = program.driving().locator();
        return switch (name) {
            case "apache" -> new ApacheLocator(program, scope);
            case "nginx" -> new NginxLocator(program, scope);
            default ->
                throw new LocateException(
                        LocateException.Reason.UNREADABLE,
                        program.title() + "'s server.yaml names the locator '" + name
                                + "', and there is none: take apache or nginx");
        };
    }
}
