"""The fields a roster column can feed, and the names such columns bear.

Headings are compared in their plain form: lower case, letters and digits only, ä as ae. The
first name of a list is the strongest; lists are in English and German, with the names that
exports of common personnel systems use.
"""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a roster can mean."""

    NUMBER = "number"
    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    MANAGER = "manager"
    DEPARTMENT = "department"
    FUNCTION = "function"
    LEVEL = "level"
    SITE = "site"
    COUNTRY = "country"
    TIME_ZONE = "time_zone"
    LANGUAGES = "languages"
    STARTED_ON = "started_on"
    GENDER = "gender"
    STRENGTHS = "strengths"
    WANTS = "wants"
    PROMOTION_POOL = "promotion_pool"
    SAME_PERSON = "same_person"
    CURRENT = "current"


_HEADINGS = {
    Field.MANAGER: (
        "parentemployeekey managerid managernumber managerno manageremployeeid managerkey "
        "supervisorid supervisornumber reportstoid linemanagerid vorgesetztennummer "
        "vorgesetztenid fuehrungskraftnummer personalnummervorgesetzter managerpersonalnummer "
        "managerworkerid parentemployeenationalidalternatekey manageremail manageremailaddress "
        "managermail manageremailid supervisoremail linemanageremail emailmanager "
        "emailvorgesetzter emailfuehrungskraft vorgesetztenemail fuehrungskraftemail manager "
        "managername linemanager linemanagername supervisor supervisorname reportsto boss "
        "fuehrungskraft fuehrungskraftname vorgesetzter vorgesetzte vorgesetzteperson "
        "namefuehrungskraft namevorgesetzter berichtetan disziplinarischevorgesetzte"
    ),
    Field.NUMBER: (
        "externalid employeekey employeeid employeenumber employeeno empid empno staffid "
        "staffnumber staffno workerid personid personnumber personnelnumber personnelno "
        "payrollnumber id number no key nr nummer personalnummer personalnr persnr pnr "
        "mitarbeiternummer mitarbeiternr mitarbeiterid manr uid userid"
    ),
    Field.SAME_PERSON: (
        "employeenationalidalternatekey nationalid nationalidnumber socialsecuritynumber "
        "personkey globalid personuid"
    ),
    Field.FIRST_NAME: "firstname givenname forename preferredname vorname rufname",
    Field.MIDDLE_NAME: "middlename middleinitial secondname zweitname zweitervorname",
    Field.LAST_NAME: "lastname surname familyname nachname familienname zuname",
    Field.NAME: (
        "name fullname displayname employeename personname preferredfullname legalname "
        "vollername vollstaendigername anzeigename namevorname vornamename mitarbeiter "
        "mitarbeitername mitarbeiterin employee person worker"
    ),
    Field.EMAIL: (
        "email emailaddress workemail workemailaddress businessemail businessemailaddress "
        "companyemail primaryemail primaryworkemail mail mailaddress userprincipalname upn "
        "emailadresse mailadresse dienstlicheemail geschaeftlicheemail emaildienstlich "
        "emailgeschaeftlich emailwork emailid"
    ),
    Field.DEPARTMENT: (
        "department departmentname dept deptname orgunit organisationalunit organizationalunit "
        "organizationunit organisationunit businessunit division team abteilung "
        "abteilungsname bereich organisationseinheit oe fachbereich unit costcentername "
        "kostenstellenname"
    ),
    Field.FUNCTION: (
        "function jobfunction jobfamily title jobtitle position positiontitle role job "
        "occupation businesstitle funktion stelle stellenbezeichnung berufsbezeichnung "
        "taetigkeit rolle positionsbezeichnung jobtitel"
    ),
    Field.LEVEL: (
        "level joblevel grade jobgrade managementlevel careerlevel hierarchylevel band payband "
        "ebene stufe fuehrungsebene hierarchieebene managementebene karrierestufe"
    ),
    Field.SITE: (
        "site location locationname office officelocation worklocation workplace building city "
        "standort arbeitsort dienstort buero ort stadt werk niederlassung"
    ),
    Field.COUNTRY: (
        "country countrycode countryname countryregion countryregioncode locationcountry "
        "workcountry land landcode laendercode laenderkennzeichen staat"
    ),
    Field.TIME_ZONE: "timezone tz zoneinfo timezonename worktimezone zeitzone",
    Field.LANGUAGES: (
        "languages language spokenlanguages languagesspoken workinglanguages languageskills "
        "preferredlanguage locale lang sprachen sprache sprachkenntnisse arbeitssprache"
    ),
    Field.STARTED_ON: (
        "startedon hiredate dateofhire originalhiredate joiningdate joindate dateofjoining "
        "joinedon entrydate startdate servicedate employmentstartdate eintrittsdatum eintritt "
        "eintrittam beginn startdatum einstellungsdatum beschaeftigtseit dabeiseit"
    ),
    Field.GENDER: "gender sex geschlecht anrede salutation",
    Field.STRENGTHS: (
        "strengths strength skills competencies expertise canhelpwith staerken staerke "
        "kompetenzen faehigkeiten kannhelfenbei"
    ),
    Field.WANTS: (
        "wantstolearn wants developmentgoals developmentareas developmentneeds learninggoals "
        "moechtelernen willlernen lernziele entwicklungsziele entwicklungsfelder lernwunsch "
        "lernwuensche"
    ),
    Field.PROMOTION_POOL: (
        "promotionpool talentpool successionpool successionplan pool befoerderungspool "
        "nachfolgepool befoerderungskreis nachfolgeplanung"
    ),
    Field.CURRENT: (
        "current iscurrent currentflag currentrow active isactive activeflag status "
        "employmentstatus employeestatus workerstatus recordstatus aktiv istaktiv aktuell "
        "beschaeftigungsstatus mitarbeiterstatus enddate terminationdate leavingdate lastday "
        "validto austrittsdatum austritt enddatum gueltigbis"
    ),
}

HEADINGS: dict[Field, tuple[str, ...]] = {
    field: tuple(names.split()) for field, names in _HEADINGS.items()
}
