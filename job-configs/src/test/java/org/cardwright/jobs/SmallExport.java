package org.cardwright.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.sample.SampleData;

/** A few orders of the sample exports with edited fields, as a delimited file with right control data. */
final class SmallExport {

    private static final List<String> COLUMNS = List.of(
            ("order;product;segment;reason;pan;sequence;name;line1;effective;expires;service;pinBlock;pinFormat;language;"
                            + "address1;address2;postalCode;city;country")
                    .split(";", -1));

    private static final Pattern XML_FIELD = Pattern.compile("<([a-zA-Z0-9]+)>([^<]*)</");

    private final String issuer;
    private final List<Map<String, String>> orders = new ArrayList<>();

    private SmallExport(String issuer) {
        this.issuer = issuer;
    }

    /** The orders of a sample export for one product; {@code bank-one} or {@code bank-three}. */
    static SmallExport of(String issuer, String product, int count) {
        SmallExport export = new SmallExport(issuer);
        boolean xml = issuer.equals("bank-three");
        String text = new String(
                SampleData.bytes("exports/" + issuer + "/orders." + (xml ? "xml" : "csv")), StandardCharsets.UTF_8);
        text.lines()
                .map(line -> xml ? ofXml(line) : ofRow(line))
                .filter(order -> product.equals(order.get("product")))
                .limit(count)
                .forEach(export.orders::add);
        return export;
    }

    /** The same with another value in one field of one order, counted from 0. */
    SmallExport with(int order, String field, String value) {
        orders.get(order).put(field, value);
        return this;
    }

    /** A field of an order, counted from 0. */
    String get(int order, String field) {
        return orders.get(order).getOrDefault(field, "");
    }

    /** Writes the issuer's first file. */
    Path write(Path file) throws IOException {
        return write(file, 1);
    }

    /** Writes the file with that number of the issuer's. */
    Path write(Path file, int number) throws IOException {
        String head = "HDR;" + issuer + ";" + number + ";2026-11-20";
        List<String> lines = new ArrayList<>(List.of(head, String.join(";", COLUMNS)));
        long hash = 0;
        for (Map<String, String> order : orders) {
            lines.add(String.join(
                    ";",
                    COLUMNS.stream()
                            .map(column -> order.getOrDefault(column, ""))
                            .toList()));
            hash += Long.parseLong(order.getOrDefault("pan", "0"));
        }
        lines.add("TRL;" + orders.size() + ";" + hash % 10_000_000_000L);
        return Files.write(file, lines);
    }

    private static Map<String, String> ofRow(String line) {
        String[] cells = line.split(";", -1);
        Map<String, String> order = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.length, COLUMNS.size()); i++) {
            order.put(COLUMNS.get(i), cells[i]);
        }
        return order;
    }

    private static Map<String, String> ofXml(String line) {
        Map<String, String> order = new LinkedHashMap<>();
        Matcher reference = Pattern.compile("reference=\"([^\"]+)\"").matcher(line);
        if (reference.find()) {
            order.put("order", reference.group(1));
        }
        Matcher field = XML_FIELD.matcher(line);
        while (field.find()) {
            order.put(field.group(1), field.group(2));
        }
        return order;
    }
}
