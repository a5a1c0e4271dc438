using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Isop.Core;
using Isop.Core.StageEvaluaties;

namespace Isop.Benchmarks;

/// <summary>
/// A million filled-in forms of five years, from counting to five yearly releases, on generated answers; the same counts by DuckDB beside it.
/// The same size gives the same answers.
/// </summary>
internal static class StageEvaluatiesBenchmark
{
    private const int Vragen = 20;
    private const int Jaren = 5;
    private const int GeenMening = 0;
    private static readonly string[] Golven = [.. Enumerable.Range(0, Jaren * 2).Select(g => $"g{g}")];
    private static readonly string[] Studiejaren = [.. Enumerable.Range(2026, Jaren).Select(j => $"{j}-{j + 1}")];
    private static readonly int[] Terugkeer = [0, 3, 7];

    public static Task<bool> RunAsync(Options options)
    {
        var size = options.Number("eenheden", 10_000);
        var report = new Report($"Stage-evaluaties: {size:N0} eenheden, {Jaren} study years, {Vragen} questions");
        var (formulieren, generating) = Timed(() => Formulieren.Maak(size));
        report.Tell($"generate {formulieren.Aantal:N0} forms", Seconds(generating));

        List<Celtelling> tellingen = [];
        var (counting, releasing) = (new Meting(), new Meting());
        Jaaruitgave? laatste = null;
        var ledger = Grootboek.Leeg;
        for (var jaar = 0; jaar < Jaren; jaar++)
        {
            var opleidingen = counting.Meet(() => Sluit(formulieren, size, jaar, tellingen));
            // What is published is written away; the next year needs the ledger only.
            laatste = null;
            laatste = releasing.Meet(() => Geef(jaar, tellingen, opleidingen, ledger));
            ledger = laatste.Grootboek;
        }

        report.Tell("count them, by eenheid and by opleiding", counting.ToString());
        report.AtMost($"{Jaren} yearly releases", releasing.Wall.TotalSeconds, 25, "s");
        report.Tell("processor time of them", Seconds(releasing.Processor));
        report.AtMost("highest memory, forms included", ProcMemory.Read(Environment.ProcessId, "VmHWM"), 1_000, "MB");
        report.Tell("figures in the ledger", $"{laatste!.Grootboek.Uitgaven.Count:N0}");
        report.Tell("eenheden, boards and opleidingen with figures", Getoond(laatste!));
        report.AtMost("one report from what is stored, the slowest of 1,000", Lees(laatste!.Eenheden.Values.Take(1_000)), 50, "ms");
        report.AtMost("report of the partnership", Lees([Jaaruitgaven.Totaal(laatste!.Partnerschap)]), 50, "ms");

        var (same, loading, query) = DuckDb(formulieren, tellingen);
        report.Tell("load them into DuckDB", Seconds(loading));
        report.Tell("count them with DuckDB, by eenheid", Seconds(query));
        report.Tell("DuckDB's time of ours", $"{query / counting.Wall:F2} times");
        report.Tell("the counts are", same ? "equal" : "NOT EQUAL");
        return Task.FromResult(report.Print() && same);
    }

    /// <summary>What closing both waves of a year leaves: counts per eenheid, and per opleiding what may be kept.</summary>
    private static List<Opleidingtelling> Sluit(Formulieren formulieren, int eenheden, int jaar, List<Celtelling> tellingen)
    {
        List<Opleidingtelling> opleidingen = [];
        for (var golf = jaar * 2; golf <= (jaar * 2) + 1; golf++)
        {
            var cells = new int[]?[eenheden];
            var parts = new int[]?[eenheden * Formulieren.Opleidingen];
            foreach (var form in formulieren.VanGolf(golf))
            {
                Tel(ref cells[formulieren.Eenheid[form]], formulieren.Antwoorden(form));
                Tel(ref parts[(formulieren.Eenheid[form] * Formulieren.Opleidingen) + formulieren.Opleiding[form]], formulieren.Antwoorden(form));
            }

            List<Opleidingtelling> whole = [];
            for (var eenheid = 0; eenheid < eenheden; eenheid++)
            {
                tellingen.Add(Cel(golf, eenheid, cells[eenheid] ?? new int[Counters]));
                whole.AddRange(Enumerable.Range(0, Formulieren.Opleidingen).Where(o => parts[(eenheid * Formulieren.Opleidingen) + o] is not null)
                    .Select(o => Deel(golf, eenheid, o, parts[(eenheid * Formulieren.Opleidingen) + o]!)));
            }

            opleidingen.AddRange(Opleidingsplit.Bewaar(whole, new Vrijgaveregels()));
        }

        return opleidingen;
    }

    /// <summary>Of each question how many had no opinion and chose each step; and how many forms.</summary>
    private const int Counters = (Vragen * (Vragenlijst.AantalStappen + 1)) + 1;

    private static void Tel(ref int[]? counters, ReadOnlySpan<byte> answers)
    {
        counters ??= new int[Counters];
        for (var vraag = 0; vraag < answers.Length; vraag++)
        {
            counters[(vraag * (Vragenlijst.AantalStappen + 1)) + answers[vraag]]++;
        }

        counters[^1]++;
    }

    private static Celtelling Cel(int golf, int eenheid, int[] counters) => new()
    {
        Golf = Golven[golf], Studiejaar = Studiejaren[golf / 2], Halfjaar = (golf % 2) + 1, Eenheid = Naam(eenheid), Bestuur = Tekst($"b{eenheid / 5:00000}"),
        Uitgenodigd = counters[^1] * 3 / 2, Ingevuld = counters[^1], Items = Items(counters), Terugkeer = Terugkeer,
    };

    private static Opleidingtelling Deel(int golf, int eenheid, int opleiding, int[] counters) => new()
    {
        Golf = Golven[golf], Studiejaar = Studiejaren[golf / 2], Halfjaar = (golf % 2) + 1, Eenheid = Naam(eenheid), Opleiding = Tekst($"o{opleiding}"),
        Uitgenodigd = counters[^1] * 3 / 2, Ingevuld = counters[^1], Items = Items(counters),
    };

    private static readonly string[] ItemIds = [.. Enumerable.Range(0, Vragen).Select(v => $"vraag-{v + 1:00}")];

    private static Itemtelling[] Items(int[] counters) => Array.ConvertAll(ItemIds, id =>
    {
        var at = Array.IndexOf(ItemIds, id) * (Vragenlijst.AantalStappen + 1);
        return new Itemtelling(id, counters[(at + 1)..(at + 1 + Vragenlijst.AantalStappen)], counters[at + GeenMening]);
    });

    private static readonly Rapportitem[] Rapportitems = [.. ItemIds.Select((id, i) => new Rapportitem(id, OverOpleider: i % 5 == 4))];

    private static Jaaruitgave Geef(int jaar, List<Celtelling> tellingen, List<Opleidingtelling> opleidingen, Grootboek grootboek) =>
        Jaarronde.Maak(Studiejaren[jaar], tellingen, opleidingen, Rapportitems, grootboek, new Vrijgaveregels());

    private static string Getoond(Jaaruitgave uitgave) =>
        string.Join(", ", new[] { uitgave.Eenheden, uitgave.Besturen, uitgave.Opleidingen }.Select(r => $"{r.Values.Count(v => v.Respons is not null):N0}"));

    /// <summary>In milliseconds, from the bytes that a store would have to the report, after a first one that warms up.</summary>
    private static double Lees(IEnumerable<Rapport> rapporten)
    {
        var stored = rapporten.Select(r => JsonSerializer.SerializeToUtf8Bytes(r, CoreJson.Default.Rapport)).ToList();
        return stored.Prepend(stored[0]).Select(s => Timed(() => JsonSerializer.Deserialize(s, CoreJson.Default.Rapport)).Time.TotalMilliseconds).Skip(1).Max();
    }

    /// <summary>The counts per eenheid in one query over the same answers, in memory, with DuckDB's own number of threads.</summary>
    private static (bool Same, TimeSpan Loading, TimeSpan Query) DuckDb(Formulieren formulieren, List<Celtelling> tellingen)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create table formulier (golf integer, eenheid integer, {string.Join(", ", Enumerable.Range(0, Vragen).Select(v => $"v{v} utinyint"))})";
        command.ExecuteNonQuery();
        var (_, loading) = Timed(() => Laad(connection, formulieren));
        StringBuilder sql = new("select golf, eenheid");
        for (var vraag = 0; vraag < Vragen; vraag++)
        {
            for (var stap = 0; stap <= Vragenlijst.AantalStappen; stap++)
            {
                sql.Append(System.Globalization.CultureInfo.InvariantCulture, $", (count(*) filter (where v{vraag} = {stap}))::integer");
            }
        }

        command.CommandText = sql.Append(" from formulier group by golf, eenheid").ToString();
        var (counted, query) = Timed(() => Tellingen(command));
        var same = counted.Count == tellingen.Count && tellingen.TrueForAll(t => counted.TryGetValue((t.Golf, t.Eenheid), out var counters)
            && t.Items.Zip(Items(counters)).All(i => i.First.GeenMening == i.Second.GeenMening && i.First.Stappen.SequenceEqual(i.Second.Stappen)));
        return (same, loading, query);
    }

    private static bool Laad(DuckDBConnection connection, Formulieren formulieren)
    {
        using var appender = connection.CreateAppender("formulier");
        for (var golf = 0; golf < formulieren.Golven; golf++)
        {
            foreach (var form in formulieren.VanGolf(golf))
            {
                var row = appender.CreateRow().AppendValue(golf).AppendValue(formulieren.Eenheid[form]);
                foreach (var answer in formulieren.Antwoorden(form))
                {
                    row.AppendValue(answer);
                }

                row.EndRow();
            }
        }

        return true;
    }

    private static Dictionary<(string, string), int[]> Tellingen(DuckDBCommand command)
    {
        Dictionary<(string, string), int[]> counted = [];
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var counters = new int[Counters];
            for (var i = 0; i < Counters - 1; i++)
            {
                counters[i] = reader.GetInt32(i + 2);
            }

            counted[(Golven[reader.GetInt32(0)], Naam(reader.GetInt32(1)))] = counters;
        }

        return counted;
    }

    private static string Naam(int eenheid) => Tekst($"e{eenheid:00000}");

    private static string Tekst(string text) => string.Intern(text);

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:F1} s";

    private static (T Result, TimeSpan Time) Timed<T>(Func<T> work)
    {
        var began = Stopwatch.GetTimestamp();
        return (work(), Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Time of a part that comes back every year.</summary>
    private sealed class Meting
    {
        public TimeSpan Wall { get; private set; }

        public TimeSpan Processor { get; private set; }

        public T Meet<T>(Func<T> work)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var (result, time) = Timed(work);
            (Wall, Processor) = (Wall + time, Processor + Environment.CpuUsage.TotalTime - processor);
            return result;
        }

        public override string ToString() => $"{Seconds(Wall)}, of processors {Seconds(Processor)}";
    }

    /// <summary>Filled-in forms, a byte per answer: 0 for no opinion, otherwise the step.</summary>
    private sealed class Formulieren
    {
        public const int Opleidingen = 4;
        private const int PerCel = 10;
        private readonly byte[] _antwoorden;
        private readonly int _perGolf;

        private Formulieren(int eenheden)
        {
            _perGolf = eenheden * PerCel;
            (Aantal, Golven) = (_perGolf * Jaren * 2, Jaren * 2);
            (Eenheid, Opleiding, _antwoorden) = (new int[Aantal], new byte[Aantal], new byte[Aantal * Vragen]);
        }

        public int Aantal { get; }

        public int Golven { get; }

        public int[] Eenheid { get; }

        public byte[] Opleiding { get; }

        /// <summary>In no order, as they came in.</summary>
        public IEnumerable<int> VanGolf(int golf) => Enumerable.Range(golf * _perGolf, _perGolf);

        public ReadOnlySpan<byte> Antwoorden(int formulier) => _antwoorden.AsSpan(formulier * Vragen, Vragen);

        /// <summary>An eenheid has students of one opleiding or of two, ten of them on average answer, and one has its own mood.</summary>
        public static Formulieren Maak(int eenheden)
        {
            var random = new Random(2026);
            var made = new Formulieren(eenheden);
            var size = Enumerable.Range(0, eenheden).Select(_ => random.Next(1, (PerCel * 2))).ToArray();
            var mood = Enumerable.Range(0, eenheden).Select(_ => random.NextDouble()).ToArray();
            for (var golf = 0; golf < made.Golven; golf++)
            {
                var order = made.VanGolf(golf).ToArray();
                random.Shuffle(order);
                for (var i = 0; i < order.Length; i++)
                {
                    // Each eenheid has at least one form; the rest fall where there are more students.
                    var (form, own) = (order[i], i < eenheden ? i : random.Next(eenheden));
                    while (i >= eenheden && random.Next(PerCel * 2) > size[own])
                    {
                        own = random.Next(eenheden);
                    }

                    made.Eenheid[form] = own;
                    made.Opleiding[form] = (byte)((own + (own % 3 == 0 ? random.Next(2) : 0)) % Opleidingen);
                    var answers = made._antwoorden.AsSpan(form * Vragen, Vragen);
                    for (var vraag = 0; vraag < Vragen; vraag++)
                    {
                        var step = random.NextDouble() < mood[own] ? 5 - random.Next(2) : random.Next(1, Vragenlijst.AantalStappen + 1);
                        answers[vraag] = (byte)(random.Next(25) == 0 ? GeenMening : step);
                    }
                }
            }

            return made;
        }
    }
}
