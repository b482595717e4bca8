package dev.originpull.configgen.install;

/** The steps of a change, in their order; and of taking it back. */
public enum Step {
    LOCK("lock"),
    RECOVER("finish what was interrupted"),
    LOCATE("find the virtual hosts"),
    BASELINE("see what is there"),
    PREFLIGHT("check the certificates"),
    GATES("gates"),
    JOURNAL("note what was"),
    GUARD("arm the guard"),
    WRITE("write"),
    TEST("test"),
    RELOAD("reload"),
    PROBE("probe"),
    BYSTANDERS("probe the neighbours"),
    ERROR_LOG("read the error log"),
    COMMIT("commit"),
    RESTORE("put back"),
    RESTART("reload what was"),
    PROBE_AGAIN("probe again");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    /** What is done, for people. */
    public String title() {
        return title;
    }
}
