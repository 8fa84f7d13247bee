"""Times DuckDB, Polars and relief on one registry, turn by turn in one run, and prints a Markdown table.

    python peers.py PROGRAM FOLDER

DuckDB runs relief's own queries, but for that of the scars, for which relief has a function of its own. Polars does the same in
its own words, and sorts for medians. The statistics that relief computes from sums, and the models that it fits to comparisons, are
not asked of them: that is relief's handicap. All open the files anew each time, in a process that
runs already.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import time

# Before Polars starts its threads.
THREADS = 2
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

import duckdb
import polars as pl

REPEATS = 5
HERE = pathlib.Path(__file__).parent
SQL = HERE / "../../../registry/query/sql"
# Relief's own has a function that DuckDB has not.
SCARS = HERE / "scars.sql"
QUESTIONS = ["open", "metrics", "scars", "side effects", "all"]
TYPES = ["ice_pick", "boxcar", "rolling"]


def sql(name):
    return (SQL / f"{name}.sql").read_text()


def ranks(n):
    """Middle and ends near enough: the engines only have to find four of n."""
    half = int(0.98 * n**0.5)
    return sorted({(n + 1) // 2, n // 2 + 1, max(1, n // 2 - half), min(n, n // 2 + half + 1)})


def holding(buckets):
    """The buckets, of rising ones with counts, in which the wanted ranks lie."""
    total, before = sum(n for _, n in buckets), 0
    for bucket, n in buckets:
        if any(before < rank <= before + n for rank in ranks(total)):
            yield bucket
        before += n


class DuckDB:
    name = f"DuckDB {duckdb.__version__}"

    def __init__(self, folder):
        self.db = duckdb.connect(config={"threads": THREADS})
        for table in ["patients", "comparisons", "sessions", "side_effects", "scars"]:
            file = pathlib.Path(folder) / f"{table}.parquet"
            self.db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{file}')")

    def keep(self, name, query):
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def metrics(self):
        return self.changes(), self.dropouts(), self.comparisons()

    def changes(self):
        self.keep("judged", sql("judged"))
        self.keep("asked", sql("asked"))
        units, rows = self.db.execute(sql("units")).fetchall(), self.db.execute(sql("changes")).fetchall()
        buckets = {}
        for metric, session, bucket, n in sorted(self.db.execute(sql("change_buckets")).fetchall()):
            buckets.setdefault((metric, session), []).append((bucket, n))
        wanted = {(*key, at) for key, found in buckets.items() for at in holding(found)}
        lines = ", ".join(f"('{metric}', {session}, {bucket})" for metric, session, bucket in wanted)
        self.keep("wanted", f"SELECT * FROM (VALUES {lines}) AS w(metric, session, bucket)")
        values = self.db.execute(sql("change_values")).fetchall()
        return units, rows, values, self.reasons(), self.db.execute(sql("places")).fetchall()

    def reasons(self):
        cells = [cell for (cell,) in self.db.execute(sql("refusals")).fetchall()]
        lines = ", ".join(f"('{cell}', '{code}')" for cell in cells for code in cell.split(";"))
        self.keep("codes", f"SELECT * FROM (VALUES {lines}) AS c(reasons, code)")
        self.keep("refused", sql("refused"))
        return self.db.execute(sql("reasons")).fetchall()

    def dropouts(self):
        return self.db.execute(sql("dropouts")).fetchall()

    def comparisons(self):
        metrics = [metric for metric, _ in self.db.execute(sql("units")).fetchall()]
        return [self.db.execute(sql("compared"), {"metric": metric}).fetchnumpy() for metric in metrics]

    def scars(self):
        return self.db.execute(SCARS.read_text()).fetchall()

    def side_effects(self):
        self.keep("diaries", sql("diaries"))
        self.keep("effects", sql("effects"))
        return [self.db.execute(sql(name)).fetchall() for name in ["signs", "sign_days", "sessions"]]


SPREAD = {"n": pl.Expr.count, "mean": pl.Expr.mean, "sd": pl.Expr.std}


class Polars:
    name = f"Polars {pl.__version__}"

    def __init__(self, folder):
        self.scan = lambda table: pl.scan_parquet(pathlib.Path(folder) / f"{table}.parquet")

    def metrics(self):
        return self.changes(), self.dropouts(), self.comparisons()

    def changes(self):
        verdict = pl.col("verdict")
        self.judged = judged = (
            self.scan("comparisons")
            .group_by("metric", "sessions", "patient")
            .agg(
                pl.col("unit").min(),
                worse=(verdict == "worse").any(),
                improved=(verdict == "improved").any(),
                same=(verdict == "no_detectable_change").any(),
                places=pl.col("before").count(),
                before=pl.col("before").mean(),
                change=pl.col("relative_change").mean(),
            )
            .collect(engine="streaming")
        )
        last = judged.filter(pl.col("sessions") == pl.col("sessions").max().over("metric", "patient"))
        asked = pl.concat([judged, last.with_columns(sessions=pl.lit(0, dtype=pl.UInt8))])
        worse, improved = pl.col("worse"), pl.col("improved") & ~pl.col("worse")
        same = pl.col("same") & ~pl.col("improved") & ~pl.col("worse")
        change = pl.col("change")
        rows = asked.group_by("metric", "sessions").agg(
            pl.col("unit").min(),
            worse.sum(),
            improved.sum(),
            same.sum(),
            patients=pl.len(),
            n=change.count(),
            mean=change.mean(),
            sd=change.std(),
            rising=change.drop_nulls().sort(),
        )
        found = [[row["rising"][rank - 1] for rank in ranks(row["n"])] for row in rows.iter_rows(named=True)]
        places = last.filter(pl.col("places") > 0).group_by("metric", "places").len()
        return found, places, self.reasons(last)

    def reasons(self, last):
        refused = (
            self.scan("comparisons")
            .filter(pl.col("reasons").is_not_null())
            .select("metric", "sessions", "patient", code=pl.col("reasons").str.split(";"))
            .explode("code")
            .unique()
            .collect(engine="streaming")
        )
        at_last = refused.join(last, on=["metric", "sessions", "patient"])
        return refused.group_by("metric", "sessions", "code").len(), at_last.group_by("metric", "code").len()

    def dropouts(self):
        came = self.judged.select("metric", "patient", sessions=pl.col("sessions") - 1, came=pl.lit(True))
        patients = self.scan("patients").collect(engine="streaming")
        seen = self.judged.join(came, on=["metric", "patient", "sessions"], how="left").join(patients, on="patient", how="left")
        groups = seen.group_by("metric", "sessions", "came", "going_on")
        numbers = [of(pl.col(name)).alias(f"{name}_{what}") for name in ["before", "change"] for what, of in SPREAD.items()]
        return groups.agg(pl.len(), *numbers)

    def comparisons(self):
        columns = ["patient", "sessions", "relative_change", "before", "scar_type", "phototype", "needle_mm", "interval_weeks"]
        rows = self.scan("comparisons").filter(pl.col("verdict") != "not_comparable")
        rows = rows.select("metric", *columns, "setting", pl.col("other_treatments").is_not_null(), "weeks_since_session")
        metrics = self.judged["metric"].unique()
        return [rows.filter(pl.col("metric") == metric).collect(engine="streaming") for metric in metrics]

    def scars(self):
        scars = self.scan("scars")
        latest = scars.group_by("patient").agg(pl.col("sessions").max())
        change = pl.col("depth_after_mm") / pl.col("depth_before_mm") - 1.0
        of_type = {kind: pl.col("scar_type") == kind for kind in TYPES}
        patients = (
            scars.join(latest, on=["patient", "sessions"])
            .with_columns(change=change)
            .group_by("patient")
            .agg(
                **{f"n{kind}": of.sum() for kind, of in of_type.items()},
                **{f"s{kind}": pl.col("change").filter(of).sum() for kind, of in of_type.items()},
                **{f"q{kind}": (pl.col("change") ** 2).filter(of).sum() for kind, of in of_type.items()},
            )
        )
        pairs = [(a, b) for place, a in enumerate(TYPES) for b in TYPES[place:]]
        return (
            patients.group_by([f"n{kind}" for kind in TYPES])
            .agg(
                pl.len(),
                *[pl.col(f"{what}{kind}").sum() for what in "sq" for kind in TYPES],
                *[(pl.col(f"s{a}") * pl.col(f"s{b}")).sum().alias(f"p{a}{b}") for a, b in pairs],
            )
            .collect(engine="streaming")
        )

    def side_effects(self):
        sessions, triage = self.scan("sessions"), pl.col("triage")
        diaries = (
            sessions.filter("diary")
            .group_by("patient")
            .agg(sessions=pl.len(), watched=(triage == "watch").sum(), contacted=(triage == "contact_now").sum())
            .collect(engine="streaming")
        )
        of, watched, contacted = pl.col("sessions"), pl.col("watched"), pl.col("contacted")
        sums = diaries.select(
            pl.len(),
            pl.col("sessions", "watched", "contacted").sum().name.prefix("sum_"),
            oo=(of * of).sum(),
            wo=(watched * of).sum(),
            ww=(watched * watched).sum(),
            co=(contacted * of).sum(),
            cc=(contacted * contacted).sum(),
        )
        without = sessions.filter(~pl.col("diary")).select(pl.len()).collect()
        effects = (
            self.scan("side_effects")
            .filter(pl.col("worst") != "none")
            .group_by("sign", "patient")
            .agg(
                there=pl.len(),
                severe=(pl.col("worst") == "severe").sum(),
                not_gone=(~pl.col("gone")).sum(),
                days=pl.col("days").mean(),
            )
            .collect(engine="streaming")
        )
        there, severe = pl.col("there"), pl.col("severe")
        signs = effects.join(diaries, on="patient").group_by("sign").agg(
            pl.len(),
            pl.col("there", "severe", "not_gone").sum().name.prefix("sum_"),
            tt=(there * there).sum(),
            to=(there * of).sum(),
            ss=(severe * severe).sum(),
            so=(severe * of).sum(),
            rising=pl.col("days").sort(),
        )
        found = [[row["rising"][rank - 1] for rank in ranks(row["len"])] for row in signs.iter_rows(named=True)]
        return sums, without, found


def milliseconds(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def asked(peer, folder):
    """A peer on files that were just opened, question by question."""
    times = {}
    started = time.perf_counter()
    opened = []
    times["open"] = milliseconds(lambda: opened.append(peer(folder)))
    for question in QUESTIONS[1:-1]:
        times[question] = milliseconds(getattr(opened[0], question.replace(" ", "_")))
    times["all"] = (time.perf_counter() - started) * 1e3
    return times


class Relief:
    """Relief's own program, which asks everything once for each line that it is sent."""

    def __init__(self, program, folder):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen([program, folder, str(THREADS)], text=True, bufsize=1, **pipes)

    def asked(self):
        self.process.stdin.write("\n")
        return dict(zip(QUESTIONS, map(float, self.process.stdout.readline().split())))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main(program, folder):
    rows = pl.scan_parquet(f"{folder}/scars.parquet").select(pl.len()).collect().item()
    relief = Relief(program, folder)
    runs = {"relief": relief.asked}
    runs |= {peer.name: lambda peer=peer: asked(peer, folder) for peer in [DuckDB, Polars]}
    times = {name: [] for name in runs}
    for _ in range(REPEATS):
        for name, run in runs.items():
            times[name].append(run())
    relief.close()
    print(f"{rows} scar rows, {THREADS} threads of {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; medians of {REPEATS}\n")
    print(f"| ms | {' | '.join(runs)} |\n| --- |{' --- |' * len(runs)}")
    for question in QUESTIONS:
        cells = [f"{statistics.median(one[question] for one in times[name]):.0f}" for name in runs]
        print(f"| {question} | {' | '.join(cells)} |")
    firsts = ", ".join(f"{name} {runs[0]['all']:.0f}" for name, runs in times.items())
    print(f"\nThe first of the {REPEATS}, in which memory is new: {firsts} ms.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
