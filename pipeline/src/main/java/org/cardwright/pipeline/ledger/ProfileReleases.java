package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * release of its own. PCI Card Production, Logical, 6.3: changes are approved before they are used.
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
            row.getString("approved_by"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;
    private final RowSeal seal;

    /** Over the tables of the transaction manager's database. */
    public ProfileReleases(JdbcTransactionManager transactions, Operators operators, Audit audit, RowSeal seal) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(transactions.getDataSource()));
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
        this.seal = seal;
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
        ProfileRelease asked = new ProfileRelease(profile, ProfileRelease.State.REQUESTED, who.id(), reason, "");
        transaction.executeWithoutResult(status -> {
            if (isReleased(profile)) {
                throw new WrongUsageException(profile.words() + " is released already");
            }
            jdbc.update("delete from profile_release where id = ?", profile.request());
            insert(asked);
            append(who, AuditEvent.PROFILE_REQUESTED, asked);
        });
        return asked;
    }

    /**
     * The second person approves.
     *
     * @return empty when there is no such request
     * @throws OperatorRefusedException when the person is not proven, lacks the role, or is the one who asked
     * @throws WrongUsageException when it is approved already
     */
    public Optional<ProfileRelease> approve(String request, OperatorLogin login) {
        Optional<ProfileRelease> found = find(request);
        found.ifPresent(release -> approve(release, login));
        return found.flatMap(release -> find(request));
    }

    private void approve(ProfileRelease release, OperatorLogin login) {
        if (release.state() == ProfileRelease.State.RELEASED) {
            throw new WrongUsageException(release.profile().words() + " is released already");
        }
        Operator who = operators.proveSecond(
                login, release.requestedBy(), release.profile().request());
        ProfileRelease approved = release.approved(who.id());
        transaction.executeWithoutResult(status -> {
            int rows = jdbc.update(
                    "update profile_release set state = ?, approved_by = ?, seal = ? where id = ? and seal = ?",
                    approved.state().name(),
                    approved.approvedBy(),
                    code(approved),
                    release.profile().request(),
                    code(release));
            if (rows != 1) {
                throw new WrongUsageException("the request changed while it was approved");
            }
            append(who, AuditEvent.PROFILE_RELEASED, approved);
        });
    }

    /**
     * True when two persons have released exactly this content.
     *
     * @throws NotReconciledException when its row was changed behind the back of this program
     */
    public boolean isReleased(ProfileVersion profile) {
        return find(profile.request())
                .filter(release -> release.profile().equals(profile))
                .filter(release -> release.state() == ProfileRelease.State.RELEASED)
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
                        + " (id, issuer, product, version, hash, state, requested_by, reason, approved_by, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                release.profile().request(),
                release.profile().issuer(),
                release.profile().product(),
                release.profile().version(),
                release.profile().hash(),
                release.state().name(),
                release.requestedBy(),
                release.reason(),
                release.approvedBy(),
                code(release));
    }

    private void append(Operator who, AuditEvent event, ProfileRelease release) {
        audit.append(new Audit.Act(
                who.id(),
                event,
                true,
                release.profile().request(),
                release.profile().words() + ": " + release.reason() + by(release)));
    }

    /** An approval names the first person too. */
    private static String by(ProfileRelease release) {
        return release.approvedBy().isEmpty() ? "" : ", asked for by " + release.requestedBy();
    }

    private String code(ProfileRelease release) {
        return seal.of(CONTEXT, release.fields());
    }
}
