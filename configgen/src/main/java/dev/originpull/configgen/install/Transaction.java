package dev.originpull.configgen.install;

import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a change that touches things: from the first file to the proof. What fails here is taken back by whoever runs it. */
final class Transaction {
    /** Each of Apache's messages has a number. */
    private static final Pattern APACHE_MESSAGE = Pattern.compile("AH\\d{5}: ");

    private static final Pattern NGINX_TIME = Pattern.compile("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d |\\d+#\\d+: ");

    private final Disk disk;
    private final Surroundings surroundings;
    private final Change change;
    private final Baseline before;
    private final Progress progress;
    private final ServerProcess process;
    private boolean reloaded;

    Transaction(Disk disk, Surroundings surroundings, Change change, Baseline before, Progress progress) {
        this.disk = disk;
        this.surroundings = surroundings;
        this.change = change;
        this.before = before;
        this.progress = progress;
        this.process = new ServerProcess(before.located().pidFile());
    }

    /** Whether the server was told to read what is on disk: from then on it may have done so. */
    boolean reloaded() {
        return reloaded;
    }

    void run(List<Edit> edits, Folders folders) throws StepFailedException, IOException, InterruptedException {
        write(edits, folders);
        test();
        ErrorLogs logs = new ErrorLogs(before.located().errorLogs(), process);
        Workers workers = new Workers(process);
        reload();
        probe(logs, workers);
        companions();
        bystanders();
        errorLog(logs);
    }

    private void write(List<Edit> edits, Folders folders) throws IOException {
        progress.begun(Step.WRITE);
        disk.createFolder(folders.fragments());
        new Replacement(disk).make(edits, target -> target);
        progress.done(
                Step.WRITE,
                String.join(
                        ", ", edits.stream().map(edit -> edit.file().toString()).toList()));
    }

    private void test() throws StepFailedException, IOException, InterruptedException {
        progress.begun(Step.TEST);
        Ran ran = surroundings.program().test();
        if (!ran.succeeded()) {
            throw failed(Step.TEST, ran.complaint());
        }
        Set<String> warnings = warnings(ran);
        warnings.removeAll(warnings(before.test()));
        if (!warnings.isEmpty()) {
            throw failed(Step.TEST, "it warns of what it did not before: " + String.join(" | ", warnings));
        }
        progress.done(Step.TEST, ran.commandLine());
    }

    private static Set<String> warnings(Ran ran) {
        Set<String> warnings = new TreeSet<>();
        ran.output()
                .lines()
                .filter(line ->
                        line.contains("warn") || APACHE_MESSAGE.matcher(line).find())
                .forEach(line -> warnings.add(timeless(line)));
        return warnings;
    }

    /** A warning says the same at another time and from another process. */
    static String timeless(String line) {
        Matcher message = APACHE_MESSAGE.matcher(line);
        return message.find()
                ? line.substring(message.start()).strip()
                : NGINX_TIME.matcher(line).replaceAll("").strip();
    }

    private void reload() throws StepFailedException, InterruptedException {
        progress.begun(Step.RELOAD);
        reloaded = true;
        Optional<String> complaint = surroundings.reload(process).complaint();
        if (complaint.isPresent()) {
            throw failed(Step.RELOAD, complaint.get());
        }
        progress.done(Step.RELOAD, "");
    }

    private void probe(ErrorLogs logs, Workers workers) throws StepFailedException, InterruptedException {
        progress.begun(Step.PROBE);
        Map<Subject, Question.Answer> seen = surroundings.askUntil(
                answers -> asWanted(answers) && workers.areNew(),
                () -> !isDead() && logs.failures().isEmpty(),
                Duration.ZERO,
                before.seen().keySet(),
                Optional.of(change.stage()));
        if (isDead()) {
            throw failed(Step.PROBE, "the server has died" + words(logs));
        }
        List<String> wrong = new ArrayList<>();
        seen.forEach((subject, answer) -> {
            if (!answer.shows(change.stage())) {
                wrong.add(subject.address() + " is " + answer.mode() + ", not " + change.stage() + ": "
                        + answer.reason());
            }
        });
        if (!wrong.isEmpty()) {
            throw failed(Step.PROBE, String.join(" | ", wrong) + words(logs));
        }
        if (!workers.areNew()) {
            throw failed(Step.PROBE, "no new worker has come: the server still runs what it ran" + words(logs));
        }
        progress.done(Step.PROBE, modes(seen));
    }

    private boolean asWanted(Map<Subject, Question.Answer> answers) {
        return answers.values().stream().allMatch(answer -> answer.shows(change.stage()));
    }

    private boolean isDead() {
        return !process.lives().orElse(true);
    }

    private static String words(ErrorLogs logs) {
        List<String> failures = logs.failures();
        return failures.isEmpty() ? "" : ". Its error log: " + String.join(" | ", failures);
    }

    private void bystanders() throws StepFailedException, InterruptedException {
        if (before.bystanders().isEmpty()) {
            return;
        }
        progress.begun(Step.BYSTANDERS);
        others(
                Step.BYSTANDERS,
                before.bystanders(),
                (bystander, now) -> now.mode().equals(mode(before.bystanders(), bystander)));
    }

    /** What changes along with the hostname; where nothing can be told of it, as without a leaf, nothing is asked. */
    private void companions() throws StepFailedException, InterruptedException {
        others(Step.PROBE, before.companions(), (companion, now) -> now.shows(change.stage()) || !now.tells());
    }

    /** Waits until all others that could be told before are right. */
    private void others(Step step, Map<Subject, Question.Answer> then, BiPredicate<Subject, Question.Answer> right)
            throws StepFailedException, InterruptedException {
        List<Subject> told = then.entrySet().stream()
                .filter(each -> each.getValue().tells())
                .map(Map.Entry::getKey)
                .toList();
        Map<Subject, Question.Answer> now = surroundings.askUntil(
                answers -> answers.entrySet().stream().allMatch(each -> right.test(each.getKey(), each.getValue())),
                () -> !isDead(),
                Duration.ZERO,
                told,
                Optional.empty());
        List<String> words = new ArrayList<>();
        for (Map.Entry<Subject, Question.Answer> each : now.entrySet()) {
            String was = mode(then, each.getKey());
            String is = each.getValue().mode();
            if (!right.test(each.getKey(), each.getValue())) {
                throw failed(
                        step,
                        each.getKey() + " was " + was + " and is " + is + ": "
                                + each.getValue().reason());
            }
            words.add(each.getKey() + (was.equals(is) ? " still " : " ") + is);
        }
        then.forEach((subject, answer) -> {
            if (!answer.tells()) {
                progress.note(
                        step, subject + " was " + answer.mode() + " before and is not compared: " + answer.reason());
            }
        });
        if (!words.isEmpty()) {
            progress.done(step, String.join(", ", words));
        }
    }

    private static String mode(Map<Subject, Question.Answer> answers, Subject subject) {
        return Optional.ofNullable(answers.get(subject))
                .map(Question.Answer::mode)
                .orElse("");
    }

    private void errorLog(ErrorLogs logs) throws StepFailedException {
        progress.begun(Step.ERROR_LOG);
        List<String> failures = logs.failures();
        if (!failures.isEmpty()) {
            throw failed(Step.ERROR_LOG, String.join(" | ", failures));
        }
        if (logs.isReadable()) {
            progress.done(Step.ERROR_LOG, "no new failure");
        } else {
            progress.note(Step.ERROR_LOG, "not read: the server writes it to no file that is known and readable");
        }
    }

    private StepFailedException failed(Step step, String message) {
        progress.failed(step, message);
        return new StepFailedException(step, message);
    }

    /** {@code 127.0.0.1:443 optional, [::1]:443 optional}. */
    static String modes(Map<Subject, Question.Answer> seen) {
        return String.join(
                ", ",
                seen.entrySet().stream()
                        .map(each ->
                                each.getKey().address() + " " + each.getValue().mode())
                        .toList());
    }
}
