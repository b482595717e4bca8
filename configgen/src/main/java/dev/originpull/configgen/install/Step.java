package dev.originpull.configgen.install;

/** The steps of a change, in their order; and of its rollback. */
public enum Step {
    LOCK("lock"),
    RECOVER("recover"),
    LOCATE("find the virtual hosts"),
    BASELINE("probe the current state"),
    PREFLIGHT("check the certificates"),
    GATES("gates"),
    JOURNAL("back up the files"),
    GUARD("start the watchdog"),
    WRITE("write"),
    TEST("test"),
    RELOAD("reload"),
    PROBE("probe"),
    BYSTANDERS("probe the neighbours"),
    ERROR_LOG("read the error log"),
    COMMIT("commit"),
    RESTORE("restore the files"),
    RESTART("reload"),
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
