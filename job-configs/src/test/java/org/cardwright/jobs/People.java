package org.cardwright.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.Progress;

/** The people of a test home and the files with which they act. */
final class People {

    private static final String ADMINISTRATOR = "root";

    private static final Map<String, Set<OperatorRole>> TWO = Map.of(
            "ada",
            Set.of(
                    OperatorRole.OPERATOR,
                    OperatorRole.APPROVER,
                    OperatorRole.KEY_MANAGER,
                    OperatorRole.SECURITY_OFFICER),
            "bob",
            Set.of(OperatorRole.APPROVER));

    private People() {}

    /** Registers an administrator {@code root}, {@code ada} who asks and {@code bob} who approves. */
    static void registerTwo(Path home) throws IOException {
        try (OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Pipeline pipeline = opened.pipeline();
            pipeline.addOperator(login(ADMINISTRATOR), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
            TWO.forEach((who, roles) -> {
                OperatorLogin initial = new OperatorLogin(who, "chosen by another".toCharArray());
                pipeline.addOperator(initial, roles, Optional.of(login(ADMINISTRATOR)));
                pipeline.changePassphrase(initial, login(who));
            });
        }
    }

    /** More of them, each in one role, where an administrator is registered. */
    static void add(Path home, Map<String, OperatorRole> more) throws IOException {
        try (OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Pipeline pipeline = opened.pipeline();
            more.forEach((who, role) -> {
                OperatorLogin initial = new OperatorLogin(who, "chosen by another".toCharArray());
                pipeline.addOperator(initial, Set.of(role), Optional.of(login(ADMINISTRATOR)));
                pipeline.changePassphrase(initial, login(who));
            });
        }
    }

    private static OperatorLogin login(String who) {
        return new OperatorLogin(who, passphrase(who).toCharArray());
    }

    private static String passphrase(String who) {
        return "the passphrase of " + who;
    }

    /** The file with which a person acts. */
    static String file(Path directory, String who) throws IOException {
        return file(directory, who, passphrase(who));
    }

    /** The same with another passphrase. */
    static String file(Path directory, String who, String passphrase) throws IOException {
        Path file = directory.resolve(who + ".operator");
        Files.writeString(file, who + "\n" + passphrase + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}
