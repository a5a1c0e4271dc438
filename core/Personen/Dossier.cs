using System.Text.Json.Nodes;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Intervisie;
using Isop.Core.Inzage;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Personen;

/// <summary>A person's export while it is gathered.</summary>
internal sealed class Dossier(Identiteit wie, RegisterSnapshot register)
{
    private readonly SortedDictionary<string, JsonArray> _files = new(StringComparer.Ordinal);
    private readonly List<Zaak> _zaken = [];
    private readonly List<InzageRegel> _opened = [];
    private string? _last;

    public Identiteit Wie { get; } = wie;

    public Herkenning Herkenning { get; } = new(wie);

    /// <summary>What a version of the register says about the person, when that is not what the one before said.</summary>
    public void AddVersion(RegisterSnapshot version)
    {
        if (version.Find(Wie.Id) is not { } person)
        {
            return;
        }

        var student = version.FindStudent(Wie.Id);
        var says = new JsonObject
        {
            ["persoon"] = Persoonsexport.Node(person, CoreJson.Default.Persoon),
            ["rollen"] = new JsonArray([.. version.RollenOf(Wie.Id).Select(r => Persoonsexport.Node(r, CoreJson.Default.Rol))]),
            ["student"] = student is null ? null : Persoonsexport.Node(student, CoreJson.Default.Student),
            ["stages"] = new JsonArray([.. version.StagesOf(Wie.Id).Concat(version.StagesGuidedBy(Wie.Id)).Concat(version.StagesUnder(Wie.Id))
                .DistinctBy(s => s.Id).Select(s => Persoonsexport.Node(s, CoreJson.Default.Stage))]),
        };
        if (says.ToJsonString() is var text && text != _last)
        {
            _last = text;
            says["versie"] = version.Version;
            Add("register", says);
        }
    }

    public void AddCase(Zaak zaak, JsonObject file)
    {
        _zaken.Add(zaak);
        Add("tussenevaluaties", file);
    }

    public RegisterSnapshot Register { get; } = register;

    public void AddVisit(Bezoek bezoek) => Add("bezoeken", Persoonsexport.Node(bezoek, CoreJson.Default.Bezoek)!);

    public void AddIntervisie(Bijeenkomst bijeenkomst) => Add("intervisie", Persoonsexport.Node(bijeenkomst, CoreJson.Default.Bijeenkomst)!);

    public void AddAvailability(Beschikbaarheid said) => Add("bezoeken", Persoonsexport.Node(said, CoreJson.Default.Beschikbaarheid)!);

    /// <summary>When the person's own calendar is busy; another's is not in it.</summary>
    public void AddBusy(Bezetting busy)
    {
        if (busy.Bezoeker == Wie.Id)
        {
            Add("bezoeken", Persoonsexport.Node(busy, CoreJson.Default.Bezetting)!);
        }
    }

    public void AddStart(Kennismaking begin) => Add("begeleidingsteam", Persoonsexport.Node(begin, CoreJson.Default.Kennismaking)!);

    public void AddImpuls(Kwaliteitsimpuls impuls) => Add(ImpulsStore.Table, Persoonsexport.Node(impuls, CoreJson.Default.Kwaliteitsimpuls)!);

    /// <summary>A line of the audit that is by or about the person; <paramref name="anyway"/> when where it stands says enough.</summary>
    public void AddLine(InzageRegel line, bool anyway = false)
    {
        var isOpened = line.Soort == InzageSoort.AntwoordenGeopend;
        if (!anyway && line.By != Wie.Id.ToString() && line.About != Wie.Id)
        {
            return;
        }

        Add("inzage", Persoonsexport.Node(line, CoreJson.Default.InzageRegel)!);
        if (isOpened)
        {
            _opened.Add(line);
        }
    }

    public void AddOwn(Partition partition, Document document)
    {
        // The row of a link or a session is made of its secret, and says nothing about the person.
        var secret = partition.Table is "links" or "sessies" or "webhooks" || (partition.Table == "agendalinks" && partition.Key != Wie.Id.ToString());
        var content = JsonNode.Parse(document.Body.Span);
        if (partition.Table == "webhooks")
        {
            // Closed with the site's keys: of no use to the person, and to nobody else.
            foreach (var closed in (string[])["adres", "geheim", "token"])
            {
                content!.AsObject().Remove(closed);
            }
        }

        Add(partition.Table, new JsonObject { ["rij"] = secret ? null : document.Row, ["inhoud"] = content });
    }

    public Persoonsdossier Close() => new()
    {
        Persoon = Register.Find(Wie.Id),
        Register = Register,
        Zaken = [.. _zaken.OrderBy(z => z.Opening).ThenBy(z => z.Id, StringComparer.Ordinal)],
        Geopend = [.. _opened.OrderBy(o => o.At)],
        Bestanden = _files,
    };

    private void Add(string file, JsonNode document)
    {
        if (!_files.TryGetValue(file, out var list))
        {
            _files.Add(file, list = []);
        }

        list.Add(document);
    }
}
