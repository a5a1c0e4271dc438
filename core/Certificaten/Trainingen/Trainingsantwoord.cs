using System.Security.Cryptography;
using System.Text;
using Isop.Core.Register;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>
/// What somebody answered afterwards. Vertrouwelijk, not anonymous: it is kept with who gave it, so that it can be changed while the round is open and
/// goes when that person is erased; nobody is shown whose it is.
/// </summary>
public sealed record Trainingsantwoord
{
    public required PersonId Persoon { get; init; }

    /// <summary>The version of <see cref="Trainingsvragen"/>.</summary>
    public required int Versie { get; init; }

    /// <summary>1 to 5, by the id of the sentence; what was skipped is not in it.</summary>
    public required IReadOnlyDictionary<string, int> Stappen { get; init; }

    public required IReadOnlyDictionary<string, string> Teksten { get; init; }

    /// <summary>Drawn at random: in this order it is shown among others, another one for each question.</summary>
    public required int Plaats { get; init; }

    /// <summary>As its training: from here it is kept for its retention period.</summary>
    public required DateTimeOffset Eindigt { get; init; }
}

/// <summary>What somebody wants it to be about.</summary>
public sealed record Scanantwoord(PersonId Persoon, int Versie, IReadOnlyList<string> Onderwerpen, string Tekst, DateTimeOffset Eindigt);

/// <summary>The evaluations of a training as they may be read.</summary>
/// <param name="Aantal">How many answered.</param>
/// <param name="Gevraagd">How many were asked.</param>
/// <param name="Stappen">By the id of the sentence how often each of the five steps was chosen.</param>
/// <param name="Teksten">By the id of the question what was written, each question shuffled by itself.</param>
public sealed record Evaluatiebeeld(int Aantal, int Gevraagd, IReadOnlyDictionary<string, IReadOnlyList<int>> Stappen, IReadOnlyDictionary<string, IReadOnlyList<string>> Teksten)
{
    /// <summary>The trainer reads from so many answers on; the onderwijsbureau reads them all (opleidingsplan, tabel 10).</summary>
    public const int VanafTrainer = 3;

    public static Evaluatiebeeld Van(IReadOnlyCollection<Trainingsantwoord> antwoorden, int gevraagd)
    {
        var vragen = Trainingsvragen.Huidig.Evaluatie;
        return new Evaluatiebeeld(
            antwoorden.Count, gevraagd,
            vragen.Stellingen.ToDictionary(
                s => s.Id, s => (IReadOnlyList<int>)[.. Enumerable.Range(1, vragen.Stappen.Count).Select(stap => antwoorden.Count(a => a.Stappen.GetValueOrDefault(s.Id) == stap))]),
            vragen.Open.ToDictionary(
                v => v.Id,
                v => (IReadOnlyList<string>)[.. antwoorden.Where(a => a.Teksten.ContainsKey(v.Id)).OrderBy(a => Shuffled(a.Plaats, v.Id), StringComparer.Ordinal).Select(a => a.Teksten[v.Id])]));
    }

    /// <summary>An order for each question that has nothing to do with that of another, so that nobody can lay the two side by side.</summary>
    private static string Shuffled(int place, string question) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{place}:{question}")));
}

/// <summary>What those who come want it to be about.</summary>
/// <param name="Aantal">How many answered.</param>
/// <param name="Onderwerpen">The subjects and how often each was chosen, most wanted first.</param>
/// <param name="Teksten">What was written, by alphabet.</param>
public sealed record Scanbeeld(int Aantal, IReadOnlyList<(string Tekst, int Aantal)> Onderwerpen, IReadOnlyList<string> Teksten)
{
    public static Scanbeeld Van(IReadOnlyCollection<Scanantwoord> antwoorden) => new(
        antwoorden.Count,
        [.. Trainingsvragen.Huidig.Scan.Onderwerpen.Select(o => (o.Tekst, antwoorden.Count(a => a.Onderwerpen.Contains(o.Id)))).Where(o => o.Item2 > 0).OrderByDescending(o => o.Item2)],
        [.. antwoorden.Select(a => a.Tekst).Where(t => t.Length > 0).Order(StringComparer.CurrentCultureIgnoreCase)]);
}
