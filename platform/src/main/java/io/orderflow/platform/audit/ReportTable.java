package io.orderflow.platform.audit;

import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditReport.Result;
import io.orderflow.audit.Finding;
import java.io.PrintWriter;

/** Prints a report for people. */
public final class ReportTable {

    private static final int MAX_SHOWN = 10;

    private ReportTable() {}

    /** Prints a line for each invariant, with its first breaches under it. */
    public static void print(AuditReport report, PrintWriter out) {
        for (Result result : report.results()) {
            out.printf("  %s %-66s %,10d %-12s%s%n", result.breaches() == 0 ? "✓" : "✗", result.invariant().claim(),
                    result.checked(), result.invariant().unit(), breaches(result));
            result.findings().stream().limit(MAX_SHOWN).forEach(finding -> print(finding, out));
            if (result.breaches() > MAX_SHOWN) {
                out.printf("      … and %,d more%n", result.breaches() - Math.min(result.findings().size(), MAX_SHOWN));
            }
        }
        out.flush();
    }

    private static String breaches(Result result) {
        return result.breaches() == 0
                ? ""
                : "  %,d breach%s".formatted(result.breaches(),
                        result.breaches() == 1 ? "" : "es");
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf("      %s at position %d: expected %s, found %s%n", finding.id(), finding.position(),
                finding.expected(), finding.found());
    }
}
