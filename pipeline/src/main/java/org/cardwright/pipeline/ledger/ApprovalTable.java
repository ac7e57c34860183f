package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The rows of two-person acts, each under a code: an approval that nobody gave is not believed. */
final class ApprovalTable {

    private static final String CONTEXT = "ledger.approval";

    private static final RowMapper<ApprovalRequest> REQUEST = (row, n) -> new ApprovalRequest(
            row.getString("id"),
            ApprovalRequest.Act.valueOf(row.getString("act")),
            row.getString("batch"),
            row.getString("subject"),
            ApprovalRequest.State.valueOf(row.getString("state")),
            row.getString("requested_by"),
            row.getString("reason"),
            row.getString("approved_by"));

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    ApprovalTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    List<ApprovalRequest> all() {
        return jdbc.query("select * from approval_request order by id", REQUEST);
    }

    Optional<ApprovalRequest> find(String id) {
        return Optional.ofNullable(
                DataAccessUtils.singleResult(jdbc.query("select * from approval_request where id = ?", REQUEST, id)));
    }

    /**
     * Those of a batch with that act.
     *
     * @throws NotReconciledException when a row was changed behind the back of this program
     */
    List<ApprovalRequest> believed(String batch, ApprovalRequest.Act act) {
        return jdbc.query(
                "select * from approval_request where batch = ? and act = ? order by id",
                (row, n) -> {
                    ApprovalRequest request = Objects.requireNonNull(REQUEST.mapRow(row, n), "a request");
                    requireSealed(request, row.getString("seal"));
                    return request;
                },
                batch,
                act.name());
    }

    void insert(ApprovalRequest request) {
        jdbc.update(
                "insert into approval_request (id, act, batch, subject, state, requested_by, reason, approved_by, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request.id(),
                request.act().name(),
                request.batch(),
                request.subject(),
                request.state().name(),
                request.requestedBy(),
                request.reason(),
                request.approvedBy(),
                code(request));
    }

    /**
     * Takes a request on to its next state; false when somebody else was faster.
     *
     * @throws NotReconciledException when its row was changed behind the back of this program
     */
    boolean replace(ApprovalRequest now, ApprovalRequest next) {
        String stored = jdbc.queryForObject("select seal from approval_request where id = ?", String.class, now.id());
        if (find(now.id()).filter(now::equals).isEmpty()) {
            return false;
        }
        requireSealed(now, stored);
        return write(now, next);
    }

    private void requireSealed(ApprovalRequest request, @Nullable String stored) {
        if (!Objects.equals(stored, code(request))) {
            throw new NotReconciledException(
                    "request " + request.id() + " is not as this program left it; nobody's approval is in it");
        }
    }

    private boolean write(ApprovalRequest now, ApprovalRequest next) {
        return jdbc.update(
                        "update approval_request set state = ?, requested_by = ?, reason = ?, approved_by = ?, seal = ?"
                                + " where id = ? and state = ? and requested_by = ? and approved_by = ?",
                        next.state().name(),
                        next.requestedBy(),
                        next.reason(),
                        next.approvedBy(),
                        code(next),
                        now.id(),
                        now.state().name(),
                        now.requestedBy(),
                        now.approvedBy())
                == 1;
    }

    private String code(ApprovalRequest request) {
        return seal.of(
                CONTEXT,
                List.of(
                        request.id(),
                        request.act().name(),
                        request.batch(),
                        request.subject(),
                        request.state().name(),
                        request.requestedBy(),
                        request.reason(),
                        request.approvedBy()));
    }
}
