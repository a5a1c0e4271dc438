namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>What was written at an open question.</summary>
/// <param name="Uitleg">Why there are none; null when there are.</param>
public sealed record Opmerkingenbeeld(string Vraag, IReadOnlyList<string> Teksten, string? Uitleg)
{
    internal static IReadOnlyList<Opmerkingenbeeld> Van(Rapportbron bron)
    {
        var questions = bron.Lijsten.SelectMany(l => l.OpenVragen).DistinctBy(v => v.Id, StringComparer.Ordinal).ToList();
        return [.. questions.Select(v => Van(v, bron)).Where((o, i) => o.Teksten.Count > 0 || IsCurrent(questions[i], bron))];
    }

    private static Opmerkingenbeeld Van(OpenVraag vraag, Rapportbron bron)
    {
        var why = !bron.Onderwerp.IsEenheid ? "Wat mensen schreven, staat alleen in het rapport van hun eigen organisatie."
            : bron.Lezer is not (Lezer.Opleider or Lezer.Directeur) ? "Wat mensen schreven, lezen alleen de opleider en de directeur."
            : bron.Eigen.Opmerkingen is null ? "Er zijn te weinig mensen om te laten zien wat zij schreven zonder dat iemand herkend kan worden."
            : bron.Opmerkingen.GetValueOrDefault(vraag.Id) is not { Count: > 0 } ? "Bij deze vraag is niets vrijgegeven." : null;
        return new(vraag.Tekst, why is null ? bron.Opmerkingen[vraag.Id] : [], why);
    }

    /// <summary>A question that is no longer asked is named only for what was written there.</summary>
    private static bool IsCurrent(OpenVraag vraag, Rapportbron bron) => bron.Lijsten[0].OpenVragen.Any(v => v.Id == vraag.Id);
}
