package dev.originpull.agent.generate;

/** What may be said beside server and stage and is read from a text, in the order in which a command names it. */
public enum Choice {
    CA_FILE("ca-file"),
    HOSTNAME("hostname"),
    SERVER_VERSION("server-version"),
    DEPTH("depth"),
    CRL_FILE("crl-file");

    private final String word;

    Choice(String word) {
        this.word = word;
    }

    /** The name of the form's field. */
    public String word() {
        return word;
    }

    /** The name of the command's option. */
    public String option() {
        return "--" + word;
    }
}
