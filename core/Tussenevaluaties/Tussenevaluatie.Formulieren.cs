using Isop.Core.Bezorging;
using Isop.Core.Inzage;

namespace Isop.Core.Tussenevaluaties;

/// <summary>Leervragen, submitting, becoming visible, correcting.</summary>
public static partial class Tussenevaluatie
{
    private static Besluit GeefLeervragen(Zaak zaak, Opdracht.GeefLeervragen opdracht, Omgeving omgeving)
    {
        string[] vragen = [.. opdracht.Vragen.Select(v => v.Trim()).Where(v => v.Length > 0)];
        return zaak switch
        {
            _ when zaak.ZijdeVan(opdracht.Door) != Zijde.Student => Refuse(Weigering.NietVanJou),
            { Fase: Fase.Gepland or Fase.Leervragen } when vragen.Length > HoogsteAantalLeervragen => Refuse(Weigering.TeVeelLeervragen),
            { Fase: Fase.Gepland or Fase.Leervragen } when vragen.Any(v => v.Length > LangsteLeervraag) => Refuse(Weigering.TeLang),
            { Fase: Fase.Gepland or Fase.Leervragen } when zaak.LeervragenGegeven && zaak.Leervragen.SequenceEqual(vragen) =>
                new Besluit.AlGedaan(zaak),
            { Fase: Fase.Gepland or Fase.Leervragen } =>
                Change(zaak with { Leervragen = vragen, LeervragenGegeven = true }, omgeving, Refresh(zaak, [opdracht.Door], omgeving)),
            { Loopt: false } => Refuse(Weigering.NietMeerOpen),
            _ => Refuse(Weigering.LeervragenStaanVast),
        };
    }

    /// <summary>
    /// One side submits. The second submission makes both visible: one step, in one commit, so it happens once however many
    /// come at the same time. Of a duo of mentors the first submission counts.
    /// </summary>
    private static Besluit DienIn(Zaak zaak, Opdracht.DienIn opdracht, Omgeving omgeving)
    {
        if (zaak.ZijdeVan(opdracht.Door) is not { } zijde)
        {
            return Refuse(Weigering.NietVanJou);
        }

        if (zaak.InzendingVan(zijde) is { } earlier)
        {
            return earlier.Auteur == opdracht.Door ? new Besluit.AlGedaan(zaak) : Refuse(Weigering.AnderHeeftIngediend);
        }

        if (zaak.Fase != Fase.Open)
        {
            return Refuse(zaak.Fase is Fase.Gepland or Fase.Leervragen ? Weigering.NogNietOpen : Weigering.NietMeerOpen);
        }

        var inzending = new Inzending(opdracht.Door, omgeving.Now, Versie: 1);
        var submitted = zijde == Zijde.Student ? zaak with { Student = inzending } : zaak with { Mentor = inzending };
        var own = Refresh(zaak, zaak.Personen(zijde), omgeving);
        if (opdracht.ViaBrowser)
        {
            own = own.Append(SendNow(zaak, opdracht.Door, Kaarten.Ontvangst, "ingediend", omgeving));
        }

        return submitted is { Student: not null, Mentor: not null }
            ? BecomeVisible(submitted, opdracht, own, omgeving)
            : Change(submitted, omgeving, zaak.Verloop.TeLaatGemeld ? own.Append(AskToShow(submitted, opdracht.Door, omgeving)) : own);
    }

    private static Besluit BecomeVisible(Zaak zaak, Opdracht.DienIn opdracht, IEnumerable<Intent> own, Omgeving omgeving)
    {
        // The student goes on from here, with moments for the gesprek; until then nothing waits for a mentor.
        var visible = zaak with { Fase = Fase.Zichtbaar, ZichtbaarSinds = omgeving.Now, Twijfel = null };
        var cards = Everyone(zaak).Where(p => p != opdracht.Door).Distinct()
            .Select(p => Send(zaak, p, Kaarten.Vergelijking, "zichtbaar", omgeving, urgency: p == zaak.Deelnemers.Student ? Urgency.Normal : Urgency.Calm));
        var refresh = Refresh(zaak, [.. Everyone(zaak), .. Handled(zaak, omgeving)], omgeving);
        return Change(
            visible, omgeving, own.Concat(refresh).Concat(cards).DistinctBy(i => i.Id),
            Audit(zaak, InzageSoort.BeideZichtbaar, opdracht.Door, omgeving));
    }

    /// <summary>The author of the only form shows it, after the deadline; the other side can then no longer fill in unseen.</summary>
    private static Besluit GeefVrij(Zaak zaak, Opdracht.GeefVrij opdracht, Omgeving omgeving)
    {
        if (zaak.ZijdeVan(opdracht.Door) is not { } zijde || zaak.InzendingVan(zijde) is { } i && i.Auteur != opdracht.Door)
        {
            return Refuse(Weigering.NietVanJou);
        }

        return zaak switch
        {
            _ when zaak.Vrijgegeven == zijde => new Besluit.AlGedaan(zaak),
            _ when zaak.InzendingVan(zijde) is null => Refuse(Weigering.NogNietIngediend),
            { Fase: not Fase.Open } => Refuse(Weigering.NietMeerOpen),
            _ when omgeving.Vandaag <= zaak.Deadline => Refuse(Weigering.NogVoorDeDeadline),
            _ => Change(
                zaak with { Fase = Fase.Zichtbaar, Vrijgegeven = zijde, ZichtbaarSinds = omgeving.Now, Twijfel = null },
                omgeving,
                Refresh(zaak, [.. Everyone(zaak), .. Handled(zaak, omgeving)], omgeving)
                    .Concat(zaak.Personen(Other(zijde)).Select(p => Send(zaak, p, Kaarten.Vergelijking, "vrijgegeven", omgeving))),
                Audit(zaak, InzageSoort.Vrijgegeven, opdracht.Door, omgeving)),
        };
    }

    /// <summary>After both are visible a form is frozen; what changes then is a new version that both see as such.</summary>
    private static Besluit Corrigeer(Zaak zaak, Opdracht.Corrigeer opdracht, Omgeving omgeving)
    {
        if (zaak.ZijdeVan(opdracht.Door) is not { } zijde)
        {
            return Refuse(Weigering.NietVanJou);
        }

        if (zaak.Fase is not (Fase.Zichtbaar or Fase.Besproken))
        {
            return Refuse(zaak.Loopt ? Weigering.NogNietZichtbaar : Weigering.NietMeerOpen);
        }

        if (zaak.InzendingVan(zijde) is not { } was)
        {
            return Refuse(Weigering.NogNietIngediend);
        }

        var inzending = new Inzending(opdracht.Door, omgeving.Now, was.Versie + 1);
        return Change(
            zijde == Zijde.Student ? zaak with { Student = inzending } : zaak with { Mentor = inzending },
            omgeving,
            Refresh(zaak, Everyone(zaak), omgeving),
            Audit(zaak, InzageSoort.AntwoordenGecorrigeerd, opdracht.Door, omgeving, $"versie {inzending.Versie}"));
    }
}
