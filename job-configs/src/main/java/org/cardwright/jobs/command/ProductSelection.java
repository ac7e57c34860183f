package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which products of a home are meant: whose, and on which day. */
final class ProductSelection {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description = "The issuer it is for. Default: all, or the only one that has the product.")
    private @Nullable String issuer;

    @Option(names = "--on", paramLabel = "DATE", description = "The day it holds on, yyyy-mm-dd. Default: today.")
    private @Nullable LocalDate on;

    HomeOption home() {
        return home;
    }

    LocalDate day() {
        return on == null ? LocalDate.now(Clock.systemUTC()) : on;
    }

    boolean namesIssuer() {
        return issuer != null;
    }

    /** The catalogue of every issuer that is meant. */
    List<ProductCatalog> catalogs() throws IOException {
        HomeDirectory directory = home.open();
        ProductCatalog catalog = ProductCatalog.load(directory.config(""));
        if (issuer != null) {
            Issuer.load(directory, issuer);
            return List.of(catalog.forIssuer(issuer));
        }
        Set<String> issuers = new TreeSet<>(Issuer.names(directory));
        issuers.addAll(catalog.issuers());
        List<ProductCatalog> catalogs = new ArrayList<>();
        issuers.forEach(name -> catalogs.add(catalog.forIssuer(name)));
        return catalogs;
    }

    /** The catalogue of the one issuer that is meant. */
    ProductCatalog issuerOf(String product, CommandSpec spec) throws IOException {
        List<ProductCatalog> having = catalogs().stream()
                .filter(catalog -> catalog.products(day()).contains(product))
                .toList();
        if (having.isEmpty()) {
            throw unknown(product, spec);
        }
        if (having.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "several issuers have product " + product + "; name one with --issuer");
        }
        return having.get(0);
    }

    /** Wrong usage: there is nothing of that name. */
    ParameterException unknown(String product, CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(),
                "no product " + product + (issuer == null ? "" : " for issuer " + issuer) + " on " + day());
    }
}
