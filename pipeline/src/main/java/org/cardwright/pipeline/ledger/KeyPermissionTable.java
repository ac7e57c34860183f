package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The rows of permissions for acts on keys, each under a code: one that nobody gave is not believed. */
final class KeyPermissionTable {

    private static final String CONTEXT = "ledger.key-permission";

    private static final RowMapper<KeyPermission> PERMISSION = (row, n) -> new KeyPermission(
            new KeyAct(KeyAct.Kind.valueOf(row.getString("kind")), row.getString("subject"), row.getString("hash")),
            KeyPermission.State.valueOf(row.getString("state")),
            row.getString("requested_by"),
            row.getString("reason"),
            row.getString("approved_by"));

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    KeyPermissionTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    List<KeyPermission> all() {
        return jdbc.query("select * from key_permission order by id", PERMISSION);
    }

    /**
     * The permission of a request.
     *
     * @throws NotReconciledException when its row was changed behind the back of this program
     */
    Optional<KeyPermission> find(String request) {
        Optional<KeyPermission> found = Optional.ofNullable(DataAccessUtils.singleResult(
                jdbc.query("select * from key_permission where id = ?", PERMISSION, request)));
        found.ifPresent(permission -> {
            String stored = jdbc.queryForObject("select seal from key_permission where id = ?", String.class, request);
            if (!code(permission).equals(stored)) {
                throw new NotReconciledException(
                        "request " + request + " is not as this program left it; nobody's approval is in it");
            }
        });
        return found;
    }

    /** Puts a request in place of an older one about the same. */
    void put(KeyPermission permission) {
        jdbc.update("delete from key_permission where id = ?", permission.act().request());
        jdbc.update(
                "insert into key_permission"
                        + " (id, kind, subject, hash, state, requested_by, reason, approved_by, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                permission.act().request(),
                permission.act().kind().name(),
                permission.act().subject(),
                permission.act().hash(),
                permission.state().name(),
                permission.requestedBy(),
                permission.reason(),
                permission.approvedBy(),
                code(permission));
    }

    /** Takes a permission on; false when somebody else was faster. */
    boolean replace(KeyPermission now, KeyPermission next) {
        return jdbc.update(
                        "update key_permission set state = ?, approved_by = ?, seal = ? where id = ? and seal = ?",
                        next.state().name(),
                        next.approvedBy(),
                        code(next),
                        now.act().request(),
                        code(now))
                == 1;
    }

    private String code(KeyPermission permission) {
        return seal.of(CONTEXT, permission.fields());
    }
}
