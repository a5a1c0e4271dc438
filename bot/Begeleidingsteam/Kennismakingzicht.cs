using Isop.Bot.Cards;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>The start of a stage as one person in its team looks at it; without a kennismaking when nobody was told and nothing was written.</summary>
internal sealed record Kennismakingzicht(Stagestart Start, Kennismaking? Kennismaking, RegisterSnapshot Register, PersonId Lezer, DateOnly Vandaag)
{
    public bool IsStudent => Start.Student == Lezer;

    public DrieRegels Regels => Kennismaking?.Regels ?? DrieRegels.Leeg;

    /// <summary>The part of the stage that this reader has to do with.</summary>
    public Stage Stage => Kennismaken.StageVoor(Start, Lezer);

    public DateOnly EersteDag => Start.Begeleiders.FirstOrDefault(b => b.Persoon == Lezer)?.EersteDag ?? Start.EersteDag;

    public string Naam => Register.Find(Start.Student)?.Naam ?? "een student";

    public string Roepnaam => Register.Find(Start.Student)?.Roepnaam ?? "De student";

    public (string, string) Stand => ("stage", Start.Id);

    public Vernieuwing Vernieuwing => Vernieuwing.Of(Kennismaken.Kaart, Start.Id);
}
