package org.cardwright.pipeline.ledger;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the audit says before an act on keys and after it: the database and the security module cannot change in one transaction.
 *
 * <p>The intent is committed before the module changes, the outcome after. An intent without outcome was cut off; what the keys are
 * like says then what became of it. A permission is used with the intent and given back when the keys show that nothing was done.
 */
final class KeyActJournal {

    /** What these do shows in the inventory of the security module; what others do leaves it as it was. */
    private static final Set<KeyAct.Kind> SHOWN_BY_KEYS = EnumSet.of(
            KeyAct.Kind.GENERATE_ISSUER_KEY,
            KeyAct.Kind.IMPORT_KEY,
            KeyAct.Kind.MAKE_KEY,
            KeyAct.Kind.SUSPEND_KEY,
            KeyAct.Kind.ACTIVATE_KEY,
            KeyAct.Kind.DEACTIVATE_KEY,
            KeyAct.Kind.COMPROMISE_KEY,
            KeyAct.Kind.SCHEDULE_DESTRUCTION,
            KeyAct.Kind.CALL_BACK_KEY,
            KeyAct.Kind.DESTROY_KEY,
            KeyAct.Kind.LIMIT_KEY,
            KeyAct.Kind.OWN_KEY);

    private static final Set<AuditEvent> OUTCOMES = Stream.concat(
                    Stream.of(AuditEvent.KEY_ACT_REFUSED, AuditEvent.KEY_ACT_RESOLVED),
                    Stream.of(KeyAct.Kind.values()).map(KeyAct.Kind::done))
            .collect(Collectors.toUnmodifiableSet());

    private static final String PERMISSION_USED = ", whose permission is used";
    private static final String OVER = "; begun over keys ";
    private static final Pattern INTENT = Pattern.compile("(.*)" + OVER + "([0-9a-f]{16})", Pattern.DOTALL);

    /** Digits of a hash at the end of a request, with the hyphen before them. */
    private static final int HASH_LENGTH = 17;

    private final Audit audit;
    private final KeyPermissionTable permissions;
    private final TransactionTemplate transaction;
    private final KeyActs.KeyStore keys;

    KeyActJournal(Audit audit, KeyPermissionTable permissions, TransactionTemplate transaction, KeyActs.KeyStore keys) {
        this.audit = audit;
        this.permissions = permissions;
        this.transaction = transaction;
        this.keys = keys;
    }

    /**
     * An act that somebody is about to do.
     *
     * @param act what
     * @param who does it
     * @param reason why, as it follows the words of the act
     * @param permission of two persons, where policy asks for it
     */
    record Intent(KeyAct act, String who, String reason, Optional<KeyPermission> permission) {

        /** What is done, by whom it was permitted, and why. */
        String words() {
            String persons = permission
                    .map(p -> ", asked for by " + p.requestedBy() + ", approved by " + p.approvedBy())
                    .orElse("");
            return act.words() + persons + reason;
        }
    }

    /**
     * Commits the intent and uses the permission.
     *
     * @return what the keys are like before the act
     */
    String begin(Intent intent) {
        String before = keys.fingerprint();
        transaction.executeWithoutResult(status -> {
            intent.permission().ifPresent(this::use);
            append(intent, AuditEvent.KEY_ACT_BEGUN, true, intent.act().words() + OVER + before);
        });
        return before;
    }

    private void use(KeyPermission permission) {
        if (!permissions.replace(permission, permission.used())) {
            throw new WrongUsageException("the request changed while it was used");
        }
        String request = permission.act().request();
        List<AuditEntry> entries = audit.entries(request);
        long givenBack = isShownByKeys(permission.act().kind())
                ? count(entries, AuditEvent.KEY_ACT_REFUSED, false) + count(entries, AuditEvent.KEY_ACT_RESOLVED, false)
                : 0;
        long begun = count(entries, AuditEvent.KEY_ACT_BEGUN, true) - givenBack;
        long used = Math.max(begun, count(entries, permission.act().kind().done(), true));
        if (count(entries, AuditEvent.KEY_ACT_APPROVED, true) <= used) {
            throw new NotReconciledException("request " + request + " was used before, as the audit knows");
        }
    }

    private static long count(List<AuditEntry> entries, AuditEvent event, boolean success) {
        return entries.stream()
                .filter(entry -> entry.event() == event && entry.success() == success)
                .count();
    }

    /** The act was done. */
    void done(Intent intent) {
        append(intent, intent.act().kind().done(), true, intent.words());
    }

    /**
     * The act ended with a failure: either nothing was changed, and the permission can be used again, or it was done all the same.
     * Where the keys do not tell, something may have left the house before it failed: the permission stays used, and people are
     * asked again.
     *
     * @param before what the keys were like
     */
    void failed(Intent intent, String before, Throwable failure) {
        boolean shown = isShownByKeys(intent.act().kind());
        if (shown && !keys.fingerprint().equals(before)) {
            append(intent, intent.act().kind().done(), true, intent.words() + "; then it failed");
            return;
        }
        String spent = shown || intent.permission().isEmpty() ? "" : PERMISSION_USED;
        transaction.executeWithoutResult(status -> {
            if (shown) {
                intent.permission()
                        .ifPresent(permission -> giveBack(permission.act().request()));
            }
            append(intent, AuditEvent.KEY_ACT_REFUSED, false, intent.act().words() + spent + ": " + words(failure));
        });
    }

    private static boolean isShownByKeys(KeyAct.Kind kind) {
        return SHOWN_BY_KEYS.contains(kind);
    }

    /** Our own messages quote nothing; those of others may. */
    private static String words(Throwable failure) {
        boolean ours = failure.getClass().getName().startsWith("org.cardwright.");
        return ours ? String.valueOf(failure.getMessage()) : failure.getClass().getSimpleName();
    }

    private void giveBack(String request) {
        permissions
                .find(request)
                .filter(permission -> permission.state() == KeyPermission.State.USED)
                .ifPresent(permission -> permissions.replace(permission, permission.approved(permission.approvedBy())));
    }

    /** True when there is an intent without an outcome. */
    boolean hasOpen() {
        return !open().isEmpty();
    }

    /** Ends every intent that was cut off, and says what became of it. */
    List<String> resolve() {
        return open().stream().map(this::resolve).toList();
    }

    private List<AuditEntry> open() {
        return audit.withoutEnd(AuditEvent.KEY_ACT_BEGUN, OUTCOMES);
    }

    private String resolve(AuditEntry begun) {
        Matcher intent = INTENT.matcher(begun.reason());
        if (!intent.matches()) {
            throw new NotReconciledException("entry " + begun.number() + " of the audit is no intent");
        }
        boolean shown = isShownByKeys(kind(begun.resource()));
        boolean changed = !keys.fingerprint().equals(intent.group(2));
        String what = intent.group(1) + ", by " + begun.operator() + ", was cut off: "
                + (!shown
                        ? "whether it was done is not known; look for what it should have made"
                        : changed
                                ? "the keys have changed, it was done"
                                : "the keys are as they were, nothing was done");
        return Objects.requireNonNull(transaction.execute(status -> {
            if (shown && !changed) {
                giveBack(begun.resource());
            }
            audit.append(new Audit.Act(
                    Audit.SYSTEM, AuditEvent.KEY_ACT_RESOLVED, !shown || changed, begun.resource(), what));
            return what;
        }));
    }

    private static KeyAct.Kind kind(String request) {
        String kind = request.substring(0, request.length() - HASH_LENGTH);
        return KeyAct.Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private void append(Intent intent, AuditEvent event, boolean success, String reason) {
        audit.append(new Audit.Act(intent.who(), event, success, intent.act().request(), reason));
    }
}
