using System.Globalization;

namespace Isop.Benchmarks;

/// <summary>What was asked on the command line: a benchmark and its numbers.</summary>
internal sealed record Options(string Name, IReadOnlyDictionary<string, string> Values)
{
    public const string Help = """
        Measures what is promised and compares it with the targets; ends with 1 when one is missed.

          dotnet run -c Release --project tests/Isop.Benchmarks -- <name> [--option value]

          turns      turns per second against the real bot in a process of its own: pages saved and pages read, RS256 tokens
                     checked, one token for all and a new token for every turn        --seconds 8  --connections 16  --rounds 2  --warmup 20000
          sjablonen  template expansion against npm's adaptivecards-templating (needs 'npm ci' in tests)
          planning   the planning run of an opening day, in a process of its own, for several sizes; and one with nothing due
                                                                                      --students 1000,25000,50000,100000  --on sqlite|azurite
          volgen     each capability brings its cases in line with a new register, and again when nothing changed
                                                                                      --students 1000,100000
          bezorging  first cards to a connector with the published limits; with one instance, and with two of which the
                     leader is killed halfway                                         --cards 1800  --instances 1|2
          bezoekplan the visits of one blok: <in.json> <out.json>, two names instead of options
          bezoekjaar the year plans of every coach, and of ten times as many         --students 960
          start      start to first answered button, and memory when idle             --rounds 3  --idle 10
          functions  start of the custom handler to its first answered planning call, and its memory; --program takes a
                     published one                                                    --rounds 3  --program <file>
          certificaten-pdf
                     certificates on paper per second on one core, against npm's pdfkit on the same core, and memory over
                     10,000 of them (needs 'npm ci' in tests, and taskset)            --rounds 5  --count 300
          verstrekken
                     certificates issued through a queue by two processes that are called as the Functions host does, one message
                     in ten twice (needs 'npm ci' in tests)                           --certificaten 1000,5000
          stage-evaluaties
                     five years of filled-in forms counted, by DuckDB as well, and the five yearly releases of them
                                                                                      --eenheden 10000
          stage-sluiten
                     waves of the stage-evaluatie closed: closed answers opened, counted and destroyed
                                                               --golven 1  --antwoorden 100000  --eenheden 10000
          stage-invullen
                     students who all answer in the same minutes, against the real bot   --students 2000  --seconds 600
          api        programs that read through the API, every token checked
                                                     --students 1000  --connections 16  --seconds 8  --warmup 15
          mijn       Mijn ISOP as each role sees it and the list pages: time, size, and the first page after a change; --store keeps
                     what was filled in for a next run                --students 100000  --rounds 30  --store <file>
          webhooks   events passed on to fifty receivers, one dead and one slow: first each event to five of them, then each to all
                                       --events 10000  --rate 200  --alle-events 1000  --alle-rate 20
          verificatie
                     strangers who check certificates on a timetable, against the real bot; --pdf is the size of each file
                                       --certificaten 10000  --rate 500  --seconds 20  --warmup 10  --pdf 40000

        A build of bot with the same configuration is used; the store is a new SQLite file in the temporary folder
        (TMPDIR decides on which disk it is).
        """;

    public static Options Parse(string[] args)
    {
        var values = new Dictionary<string, string>();
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            values[args[i].TrimStart('-')] = args[i + 1];
        }

        return new Options(args.Length == 0 ? "" : args[0].TrimStart('-'), values);
    }

    public string Text(string name, string otherwise) => Values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) =>
        Values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
