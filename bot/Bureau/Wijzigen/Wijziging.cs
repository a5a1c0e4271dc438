using Isop.Core.Register;

namespace Isop.Bot.Bureau.Wijzigen;

/// <summary>What a filled-in form asks for.</summary>
internal abstract record Wijziging
{
    private Wijziging()
    {
    }

    public sealed record Vraag(RegisterChange Change) : Wijziging;

    /// <summary>It cannot be read: a sentence for the field it is about.</summary>
    public sealed record Fout(string Veld, string Zin) : Wijziging;

    /// <summary>Reads a form. Whether the change may be made is for the register to say.</summary>
    /// <param name="about">The id of the person or the stage; empty for a new person.</param>
    public static Wijziging Read(RegisterSnapshot register, WijzigSoort soort, string about, Invoer invoer)
    {
        var form = new FormReader(register, invoer);
        RegisterChange change = soort switch
        {
            WijzigSoort.Begeleiders => new RegisterChange.AndereWerkplekbegeleiders(about, form.Begeleiders(), form.Day("vanaf")),
            WijzigSoort.Opleider => new RegisterChange.AndereOpleider(about, form.PersonOrNobody("opleider")),
            WijzigSoort.Organisatie => new RegisterChange.AndereOrganisatie(
                about, form.Organisatie(), invoer["groep"], form.Begeleiders(), form.PersonOrNobody("opleider"), form.Day("vanaf"), form.Dagen()),
            WijzigSoort.Stopt => new RegisterChange.StageStopt(about, form.Day("per")),
            WijzigSoort.Adres => new RegisterChange.AnderAdres(PersonId.Parse(about), invoer["email"]),
            WijzigSoort.Vertrekt => new RegisterChange.PersoonStopt(PersonId.Parse(about)),
            _ => new RegisterChange.NieuweWerkplekbegeleider(
                invoer["email"], invoer["naam"], invoer["roepnaam"], invoer["telefoon"], form.Organisatie()),
        };
        return form.First is { } wrong ? wrong : new Vraag(change);
    }

    /// <summary>Reads field by field and remembers the first that cannot be read; what is read after that is of no use.</summary>
    private sealed class FormReader(RegisterSnapshot register, Invoer invoer)
    {
        public Fout? First { get; private set; }

        public IReadOnlyList<PersonId> Begeleiders()
        {
            var one = Person("begeleider1");
            return PersonOrNobody("begeleider2") is { } two ? [one, two] : [one];
        }

        public PersonId? PersonOrNobody(string veld) => invoer[veld].Length == 0 ? null : Person(veld);

        public string Organisatie() => register.FindOrganisatie(invoer["organisatie"]) is { } found
            ? found.Code : Wrong("organisatie", "Kies een organisatie uit de lijst.", "");

        public DateOnly Day(string veld) => invoer.Day(veld) ?? Wrong(veld, "Vul een datum in, bijvoorbeeld 23-11-2026.", default(DateOnly));

        public IReadOnlyList<DayOfWeek> Dagen() => [.. Invoer.Dagen.Where(d => invoer.Has("dagen", d.Word)).Select(d => d.Day)];

        /// <summary>By address, or by the full name when only one living person has it.</summary>
        private PersonId Person(string veld)
        {
            var text = invoer[veld];
            if (register.FindByEmail(text) is { } person)
            {
                return person.Id;
            }

            var named = register.Data.Personen.Where(p => p.Beeindigd is null && register.FindStudent(p.Id) is null
                && string.Equals(p.Naam, text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            return (text.Length, named.Count) switch
            {
                (0, _) => Wrong(veld, "Vul het e-mailadres in.", default(PersonId)),
                (_, 1) => named[0].Id,
                (_, 0) => Wrong(veld, "We vinden niemand met dit adres of deze naam. Voeg de persoon eerst toe, of kijk of het adres goed is.", default(PersonId)),
                _ => Wrong(veld, "Er zijn meer mensen met deze naam. Vul het e-mailadres in.", default(PersonId)),
            };
        }

        private T Wrong<T>(string veld, string zin, T instead)
        {
            First ??= new Fout(veld, zin);
            return instead;
        }
    }
}
