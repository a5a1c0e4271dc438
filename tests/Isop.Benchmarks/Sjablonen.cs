using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Isop.Bot.Cards.Templating;
using Isop.Tests.Cards;

namespace Isop.Benchmarks;

/// <summary>
/// Expands our card templates and generated ones with both engines in one run: compiled beforehand, data as JSON text in, card as JSON text
/// out, the best of three rounds after a warm-up, in processor time. The goal is ten times the official engine, as a geometric mean.
/// </summary>
internal static class Sjablonen
{
    private const int Milliseconds = 150;
    private const int WarmUps = 3;
    private const int ViewsPerCard = 4;
    private const int GeneratedCases = 40;
    private const int Rounds = 3;
    private const double Goal = 10;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync()
    {
        var all = CardViews.Cases(ViewsPerCard).Concat(GeneratedTemplates.Make(GeneratedCases, firstSeed: 100_001)).ToList();
        var official = await Oracle.RunAsync<double?[]>("measure.cjs", all.Select(c => new { c.Template, c.Data, Milliseconds }));
        var cases = all.Zip(official).Where(c => c.Second is not null).Select(c => (Case: new Prepared(c.First), Official: c.Second!.Value)).ToList();
        for (var i = 0; i < WarmUps; i++)
        {
            cases.ForEach(c => c.Case.Measure(milliseconds: 20));
        }

        var ratios = new List<double>();
        Console.WriteLine($"{"",-44} {"official µs",12} {"ours µs",10} {"times",8} {"view",8} {"card",8}");
        foreach (var (prepared, theirs) in cases)
        {
            var ours = Enumerable.Range(0, Rounds).Min(_ => prepared.Measure(Milliseconds));
            ratios.Add(theirs / ours);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{prepared.Name,-44} {theirs / 1000,12:F2} {ours / 1000,10:F2} {ratios[^1],8:F1} {prepared.ViewSize,8} {prepared.CardSize,8}"));
        }

        var mean = Math.Exp(ratios.Average(Math.Log));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ratios.Count} of {all.Count} cases measured (the others fail in the official engine). Geometric mean: {mean:F1} times; lowest {ratios.Min():F1}."));
        return mean >= Goal ? 0 : 1;
    }

    /// <summary>A compiled template with its data as UTF-8.</summary>
    private sealed class Prepared
    {
        private readonly AdaptiveCardTemplate _template;
        private readonly byte[] _data;
        private readonly ArrayBufferWriter<byte> _output = new();

        public Prepared(TemplateCase template)
        {
            Name = template.Name;
            _template = new AdaptiveCardTemplate(template.Template!.ToJsonString());
            _data = JsonSerializer.SerializeToUtf8Bytes(template.Data, Relaxed);
            _template.Expand(_output, _data);
            CardSize = _output.WrittenCount;
        }

        public string Name { get; }

        public int ViewSize => _data.Length;

        public int CardSize { get; }

        /// <summary>Nanoseconds of processor time per expansion, so that what else the machine does counts as little as can be.</summary>
        public double Measure(int milliseconds)
        {
            var start = Environment.CpuUsage.TotalTime;
            var used = TimeSpan.Zero;
            var count = 0;
            while (used.TotalMilliseconds < milliseconds)
            {
                for (var i = 0; i < 10; i++)
                {
                    _output.ResetWrittenCount();
                    _template.Expand(_output, _data);
                }

                count += 10;
                used = Environment.CpuUsage.TotalTime - start;
            }

            return used.TotalNanoseconds / count;
        }
    }
}
