package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which product profiles may make cards in production: those that one person asked to release and another one approved.
 *
 * <p>A release is of a content, not of a name: whatever changes in the profile, or in what it takes from other files, needs a
 * release of its own. PCI Card Production, Logical, 6.2 and 6.3: changes are approved before they are used, and the move from test to
 * live is witnessed.
 */
public final class ProfileReleases {

    private static final String CONTEXT = "ledger.profile-release";
    private static final int MAX_REASON = 400;

    private static final RowMapper<ProfileRelease> RELEASE = (row, n) -> new ProfileRelease(
            new ProfileVersion(
                    row.getString("issuer"), row.getString("product"), row.getInt("version"), row.getString("hash")),
            ProfileRelease.State.valueOf(row.getString("state")),
            row.getString("requested_by"),
            row.getString("reason"),
            row.getString("approved_by"),
            row.getString("witnessed_by"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;
    private final RowSeal seal;
    private final boolean witnessed;

    /**
     * Under what releases stand.
     *
     * @param seal codes over the rows
     * @param witnessed true when the security officer approves them before a witness; false when any approver does
     */
    public record Terms(RowSeal seal, boolean witnessed) {}

    /** Over the tables of the transaction manager's database. */
    public ProfileReleases(JdbcTransactionManager transactions, Operators operators, Audit audit, Terms terms) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(transactions.getDataSource()));
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
        this.seal = terms.seal();
        this.witnessed = terms.witnessed();
    }

    /**
     * The first person asks, again or for the first time.
     *
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     * @throws WrongUsageException when the reason is empty or too long, or the profile is released already
     */
    public ProfileRelease request(ProfileVersion profile, String given, OperatorLogin login) {
        String reason = CardNumberMask.mask(given);
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to " + MAX_REASON + " characters");
        }
        Operator who = operators.prove(Optional.of(login), OperatorRole.OPERATOR);
        ProfileRelease asked = ProfileRelease.asked(profile, who.id(), reason);
        transaction.executeWithoutResult(status -> {
            if (isReleased(profile)) {
                throw new WrongUsageException(profile.words() + " is released already");
            }
            jdbc.update("delete from profile_release where id = ?", profile.request());
            insert(asked);
            append(who.id(), AuditEvent.PROFILE_REQUESTED, asked);
        });
        return asked;
    }

    /** True when the release that is asked for takes a witness. */
    public boolean needsWitness(String request) {
        return witnessed && find(request).isPresent();
    }

    /**
     * The second person approves, before a third one where policy asks for a witness.
     *
     * @return empty when there is no such request
     * @throws OperatorRefusedException when a person is not proven, lacks the role, or is one of the others; or when a witness is
     *     missing
     * @throws WrongUsageException when it is approved already
     */
    public Optional<ProfileRelease> approve(String request, OperatorLogin login, Optional<OperatorLogin> witness) {
        Optional<ProfileRelease> found = find(request);
        found.ifPresent(release -> approve(release, login, witness));
        return found.flatMap(release -> find(request));
    }

    private void approve(ProfileRelease release, OperatorLogin login, Optional<OperatorLogin> present) {
        String request = release.profile().request();
        if (isReleased(release.profile())) {
            throw new WrongUsageException(release.profile().words() + " is released already");
        }
        if (release.state() == ProfileRelease.State.RELEASED) {
            throw new WrongUsageException("request " + request + " was approved without a witness; ask for it again");
        }
        if (witnessed && present.isEmpty()) {
            throw new OperatorRefusedException("the release of a product takes a witness, a third registered person");
        }
        OperatorRole role = witnessed ? OperatorRole.SECURITY_OFFICER : OperatorRole.APPROVER;
        Operator who = operators.proveSecond(login, new Operators.Second(release.requestedBy(), request, role));
        Optional<String> witness = present.map(third -> operators
                .proveThird(third, Set.of(release.requestedBy(), who.id()), request)
                .id());
        ProfileRelease approved = release.approved(who.id(), witness);
        transaction.executeWithoutResult(status -> {
            int rows = jdbc.update(
                    "update profile_release set state = ?, approved_by = ?, witnessed_by = ?, seal = ?"
                            + " where id = ? and seal = ?",
                    approved.state().name(),
                    approved.approvedBy(),
                    approved.witnessedBy(),
                    code(approved),
                    release.profile().request(),
                    code(release));
            if (rows != 1) {
                throw new WrongUsageException("the request changed while it was approved");
            }
            append(who.id(), AuditEvent.PROFILE_RELEASED, approved);
            witness.ifPresent(third -> append(third, AuditEvent.PROFILE_WITNESSED, approved));
        });
    }

    /**
     * True when two persons have released exactly this content, before a witness where policy asks for one.
     *
     * @throws NotReconciledException when its row was changed behind the back of this program
     */
    public boolean isReleased(ProfileVersion profile) {
        return find(profile.request())
                .filter(release -> release.profile().equals(profile))
                .filter(release -> release.state() == ProfileRelease.State.RELEASED)
                .filter(release -> !witnessed || !release.witnessedBy().isEmpty())
                .isPresent();
    }

    /** All of them, by issuer, product and version. */
    public List<ProfileRelease> all() {
        return jdbc.query("select * from profile_release order by issuer, product, version, id", RELEASE);
    }

    private Optional<ProfileRelease> find(String request) {
        Optional<ProfileRelease> found = Optional.ofNullable(DataAccessUtils.singleResult(
                jdbc.query("select * from profile_release where id = ?", RELEASE, request)));
        found.ifPresent(release -> {
            String stored = jdbc.queryForObject("select seal from profile_release where id = ?", String.class, request);
            if (!code(release).equals(stored)) {
                throw new NotReconciledException(
                        "request " + request + " is not as this program left it; nobody's approval is in it");
            }
        });
        return found;
    }

    private void insert(ProfileRelease release) {
        jdbc.update(
                "insert into profile_release"
                        + " (id, issuer, product, version, hash, state, requested_by, reason, approved_by, witnessed_by,"
                        + " seal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                release.profile().request(),
                release.profile().issuer(),
                release.profile().product(),
                release.profile().version(),
                release.profile().hash(),
                release.state().name(),
                release.requestedBy(),
                release.reason(),
                release.approvedBy(),
                release.witnessedBy(),
                code(release));
    }

    private void append(String who, AuditEvent event, ProfileRelease release) {
        audit.append(new Audit.Act(
                who,
                event,
                true,
                release.profile().request(),
                release.profile().words() + ": " + release.reason() + by(release)));
    }

    /** An approval names the others too. */
    private static String by(ProfileRelease release) {
        if (release.approvedBy().isEmpty()) {
            return "";
        }
        String two = ", asked for by " + release.requestedBy() + ", approved by " + release.approvedBy();
        return release.witnessedBy().isEmpty() ? two : two + ", witnessed by " + release.witnessedBy();
    }

    private String code(ProfileRelease release) {
        return seal.of(CONTEXT, release.fields());
    }
}
