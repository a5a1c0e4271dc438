using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>What is left of a wave: counts of each eenheid, those of its opleidingen where they are large enough, and remarks without anything round them.</summary>
public sealed record Golfuitslag(
    IReadOnlyList<Celtelling> Eenheden, IReadOnlyList<Opleidingtelling> Opleidingen, IReadOnlyList<Opmerkingenblad> Opmerkingen);

/// <summary>
/// Counts the answers of a wave. Pure; the order in which they come makes no difference, and nothing of one answer stays together.
/// </summary>
public sealed class Golftelling
{
    private readonly Golf _golf;
    private readonly IReadOnlyDictionary<string, Vragenlijst> _lijsten;
    private readonly Dictionary<string, Cel> _eenheden = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Eenheid, string Opleiding), Cel> _opleidingen = [];

    /// <param name="golf">The wave.</param>
    /// <param name="lijsten">The vragenlijst of each opleiding that the wave was opened with.</param>
    public Golftelling(Golf golf, IReadOnlyDictionary<string, Vragenlijst> lijsten) => (_golf, _lijsten) = (golf, lijsten);

    public void Nodig(string eenheid, string opleiding)
    {
        foreach (var cell in Cellen(eenheid, opleiding))
        {
            cell.Uitgenodigd++;
            foreach (var stelling in _lijsten.GetValueOrDefault(opleiding)?.Stellingen() ?? [])
            {
                // Asked of somebody here, so it has a place in the counts even if nobody answered.
                cell.Item(stelling.Id);
            }
        }
    }

    public void Tel(Antwoordvel vel)
    {
        ArgumentNullException.ThrowIfNull(vel);
        var list = _lijsten.GetValueOrDefault(vel.Opleiding);
        foreach (var cell in Cellen(vel.Eenheid, vel.Opleiding))
        {
            cell.Ingevuld++;
            foreach (var stelling in list?.Stellingen() ?? [])
            {
                cell.Item(stelling.Id)[vel.Antwoorden.Stap(stelling.Id) ?? 0]++;
            }
        }

        foreach (var open in list?.OpenVragen ?? [])
        {
            if (vel.Antwoorden.Tekst(open.Id) is { Length: > 0 } text)
            {
                _eenheden[vel.Eenheid].Teksten.Add((open.Id, text));
            }
        }
    }

    /// <summary>What is kept.</summary>
    /// <param name="merk">The id of a remark, from its words: see <see cref="Kluis.Merk"/>.</param>
    /// <param name="register">Of now: boards, who came back, and the names to mask.</param>
    /// <param name="regels">How far back people are counted, and how many of them must stand behind a figure.</param>
    public Golfuitslag Uitslag(RegisterSnapshot register, Vrijgaveregels regels, Func<string, string> merk)
    {
        var masker = Maskering.Van(register);
        return new Golfuitslag(
            [.. _eenheden.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new Celtelling
            {
                Golf = _golf.Id, Studiejaar = _golf.Studiejaar, Halfjaar = _golf.Halfjaar, Eenheid = e.Key, Bestuur = Eenheden.Bestuur(register, e.Key),
                Uitgenodigd = e.Value.Uitgenodigd, Ingevuld = e.Value.Ingevuld, Items = e.Value.Tellingen(),
                Terugkeer = Golfkalender.Terugkeer(register, e.Key, _golf.Studiejaar, regels.Venster),
            })],
            Opleidingsplit.Bewaar([.. _opleidingen.OrderBy(o => o.Key).Select(o => new Opleidingtelling
            {
                Golf = _golf.Id, Studiejaar = _golf.Studiejaar, Halfjaar = _golf.Halfjaar, Eenheid = o.Key.Eenheid, Opleiding = o.Key.Opleiding,
                Uitgenodigd = o.Value.Uitgenodigd, Ingevuld = o.Value.Ingevuld, Items = o.Value.Tellingen(),
            })], regels),
            [.. _eenheden.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => Blad(e.Key, e.Value, masker(e.Key), merk))]);
    }

    private Cel[] Cellen(string eenheid, string opleiding) => [Of(_eenheden, eenheid), Of(_opleidingen, (eenheid, opleiding))];

    /// <summary>Of every eenheid: that there is a sheet does not say that somebody wrote.</summary>
    private Opmerkingenblad Blad(string eenheid, Cel cell, Maskering masker, Func<string, string> merk) => new()
    {
        Golf = _golf.Id, Studiejaar = _golf.Studiejaar, Eenheid = eenheid,
        Opmerkingen =
        [
            .. cell.Teksten.Select(t => (t.Vraag, Tekst: masker.Masker(t.Tekst)))
                .Select(t => new Opmerking { Id = merk($"{_golf.Id}\n{eenheid}\n{t.Vraag}\n{t.Tekst}"), Vraag = t.Vraag, Tekst = t.Tekst })
                .DistinctBy(o => o.Id).OrderBy(o => o.Id, StringComparer.Ordinal),
        ],
    };

    private static Cel Of<TKey>(Dictionary<TKey, Cel> cells, TKey key)
        where TKey : notnull =>
        cells.TryGetValue(key, out var cell) ? cell : cells[key] = new Cel();

    private sealed class Cel
    {
        /// <summary>Somebody who was erased while the wave was open is not on the list any more; her answer is among the others.</summary>
        public int Uitgenodigd { get => Math.Max(field, Ingevuld); set; }

        public int Ingevuld { get; set; }

        /// <summary>Per item: no opinion, then each step.</summary>
        public SortedDictionary<string, int[]> Items { get; } = new(StringComparer.Ordinal);

        public List<(string Vraag, string Tekst)> Teksten { get; } = [];

        public int[] Item(string id) => Items.TryGetValue(id, out var counts) ? counts : Items[id] = new int[Vragenlijst.AantalStappen + 1];

        public IReadOnlyList<Itemtelling> Tellingen() => [.. Items.Select(i => new Itemtelling(i.Key, i.Value[1..], i.Value[0]))];
    }
}
